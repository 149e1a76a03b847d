"""One table of decisions, held against every address that decides."""
