"""PURE: the learned layer, which can only add suspicion to what the rules found."""
