"""Pages about scenarios, their computation, and plans."""
