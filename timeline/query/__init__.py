"""A question and its answer on any store; the store in memory."""
