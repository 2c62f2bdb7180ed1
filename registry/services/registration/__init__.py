"""Registrations (登记信息): cleaned, kept, and what follows from them."""
