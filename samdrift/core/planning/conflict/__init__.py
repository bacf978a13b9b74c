"""What is said of a problem that has no plan: limits that can't hold together, and how little would have to give."""
