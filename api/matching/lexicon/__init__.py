"""PURE: the editors' lexicon, compiled once into values that are only read."""
