"""Pages about what joint IT costs, how it is shared, and who is charged for it."""
