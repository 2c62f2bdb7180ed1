"""Rules of the register: one module a noun; each act begins, demands, finishes."""
