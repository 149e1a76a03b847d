"""PURE: from what a person says to what an answer may offer. No I/O, no clock."""
