"""The server's edge without a socket: a transport that only remembers."""
