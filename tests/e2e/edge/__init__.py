"""The server's edge, byte by byte: what a socket sends, and what comes back."""
