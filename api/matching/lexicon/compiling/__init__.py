"""From the editors' source to the compiled lexicon; reading a text needs nothing of this."""
