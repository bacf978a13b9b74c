"""Pages of introduction plans, their steps, and the balance of responsibility."""
