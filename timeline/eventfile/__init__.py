"""Event files: from YAML to records with their places, and every problem on the way."""
