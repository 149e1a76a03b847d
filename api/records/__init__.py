"""Records: what editors write, validated. `seed/schemas/` describes them to editors."""
