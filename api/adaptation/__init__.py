"""PURE: from a plan's request and all check-ins to the next doses and the rest of the plan.

`rules` are the published rules, `check_ins` what a person reports, `history` the same by exercise,
`progression` the doses of an exercise, and `step` the rule from both to its next dose. `calendar`
counts weeks and days, and `going_on` puts the plan together. No I/O, no clock: today is an
argument.
"""
