"""PURE: what editors write, compiled once into values that are only read."""
