"""Other people's formats: what is written for their programs, and what is read of theirs."""
