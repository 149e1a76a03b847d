"""Measuring: what a request costs on a small catalogue and on a large one, side by side."""
