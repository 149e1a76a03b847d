"""PURE: from results of queries, planner and matching to answers in the shape of v1."""
