"""Partners: their keys and the scopes of a key; their routines."""
