"""The corpus: articles and their records kept, found again, and set beside each other."""
