"""What answers the shell."""
