"""What the pages for people share: templates, wording, their files, their policy."""
