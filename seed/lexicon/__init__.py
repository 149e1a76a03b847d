"""The lexicon of the matcher: what people say, and what they mean by it."""
