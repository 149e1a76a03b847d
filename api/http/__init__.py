"""For every request and response: pure-ASGI middleware and exception handlers."""
