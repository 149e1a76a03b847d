"""Measuring: the cost of requests on a small catalogue and on a large one, side by side."""
