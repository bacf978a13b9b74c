"""The policy's own text with its status beside it, clause by clause, and what to do about it."""
