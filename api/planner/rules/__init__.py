"""PURE: what a request means, what is safe, who is eligible, what it scores, how doses progress.

In the order of reading: `request`, `validation`, `variants`, `safety`, `progression`, `regions`,
`features`, `eligibility`, `scoring`, `preselection`, `formulation`; then, with a solution,
`schedule` and `suggested_change`.
"""
