"""The command line of crisis."""
