"""Shapes of what people enter on this floor."""
