"""Tests, at the place you would guess: `tests/v1/test_exercises.py` for `/v1/exercises`."""
