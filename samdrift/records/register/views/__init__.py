"""Pages about the register."""
