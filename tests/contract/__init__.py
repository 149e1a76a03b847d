"""Rules of the house and promises of the contract, each held by a test that fails without it."""
