"""Rate limits: how many requests a caller may send, and where requests are counted."""
