"""A picture of an answer before it is drawn."""
