"""Partners: their keys, what a key allows, and how much."""
