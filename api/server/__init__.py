"""Between the socket and the application: how connections are read, bounded and ended."""
