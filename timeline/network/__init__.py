"""The temporal network: bounds, conflicts, accounts, explanations."""
