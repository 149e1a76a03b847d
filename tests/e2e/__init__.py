"""Whole processes and what kills them; a real browser for pages."""
