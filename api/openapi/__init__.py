"""The OpenAPI document of v1: its descriptions, and how it is built from the routes.

`openapi/v1.json` is the committed document, which the server serves. `build_document` generates it
from code; a test compares the two.
"""
