"""Reaching PostgreSQL."""
