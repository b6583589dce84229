"""Questions to whoever sits at the terminal, each answer checked as it is given."""
