"""Whether the words that a file quotes stand in the texts of its sources, which lie beside it."""
