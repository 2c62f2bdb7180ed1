"""Rules of the units' floor: one module a noun."""
