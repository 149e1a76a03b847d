"""The shape of every seed file; `seed/schemas/` holds the same as JSON Schema for editors."""
