"""PURE: one text in, one answer out, by the compiled lexicon."""
