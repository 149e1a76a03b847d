"""Twenty people as a physiotherapist meets them, and what each of them has to be answered."""
