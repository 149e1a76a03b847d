"""PURE: from a catalogue and a request to a plan and its sentences. No I/O, no clock, no chance.

`rules` know feet, `solver` knows numbers only, `messages` put what was decided into words; `plan`
calls them in that order.
"""
