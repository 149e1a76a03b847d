"""The shared parts of all pages for people: templates, their filters, their files, their policy."""
