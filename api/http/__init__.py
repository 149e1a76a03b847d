"""Pure-ASGI middleware and handlers just below main."""
