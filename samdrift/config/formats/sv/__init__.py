"""Swedish: one form for days on every page."""
