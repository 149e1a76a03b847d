"""PURE: the meaning of a request, safety, eligibility, scores, progression of doses.

In the order of reading: `request`, `validation`, `variants`, `safety`, `progression`, `regions`,
`features`, `reached`, `eligibility`, `scoring`, `preselection`, `formulation`; then, with a
solution, `schedule`, `suggested_change` and `more_minutes`.
"""
