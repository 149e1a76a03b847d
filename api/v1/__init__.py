"""Version 1 of the contract: everything that gives an answer the shape v1 promises."""
