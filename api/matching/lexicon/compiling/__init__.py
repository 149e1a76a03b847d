"""From what editors wrote to the compiled lexicon; reading a text needs nothing of it."""
