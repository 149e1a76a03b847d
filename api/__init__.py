"""Instep: the API that fitness apps call for feet."""
