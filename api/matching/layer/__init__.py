"""PURE: the learned layer, which adds suspicion to what the rules found, or doubts it."""
