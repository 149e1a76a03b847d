"""Programs for those who work on Instep; none of them runs on a server."""
