"""Large problems area by area: prices on the limits that areas share, a bound, and plans that close in on it."""
