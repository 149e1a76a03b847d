"""The lexicon of the matcher: the words that people use, and their meaning."""
