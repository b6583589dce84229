"""Reports as text for programs and readers, and JSON read back."""
