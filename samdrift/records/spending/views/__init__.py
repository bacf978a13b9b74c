"""Pages about costs, their approval, and joint initiatives."""
