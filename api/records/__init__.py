"""Records: what editors write, validated. `seed/schemas/` holds the same as JSON Schema for editors."""
