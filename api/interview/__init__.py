"""The safety check before exercise: which screen comes next, and how it ends. Pure.

`rules` is what the editors wrote, `situation` what is known of a person, `agenda` the questions
that are left, `screens` the next screen, and `check` all of it in one call.
"""
