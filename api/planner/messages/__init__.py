"""PURE: the decisions in words: reasons, cautions, swaps, coverage, follow-up, rejections.

Each sentence is a `Message`: a code that apps can rely on, the text in one language, the parameters
to write another text from, and the source behind it.
"""
