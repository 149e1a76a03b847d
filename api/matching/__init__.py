"""PURE: from a person's words to complaints and warning signs. No I/O, no clock."""
