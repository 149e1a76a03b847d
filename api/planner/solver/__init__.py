"""PURE: a problem in, the best solution and a proven bound out. Knows no request and no catalogue.

In the order of reading: `problem`, `objective`, `layouts`, `candidates`, `shadow_prices`,
`dominance`, `branch_and_bound`, `bounds`, `week`; `instance` writes a problem down for other
solvers.
"""
