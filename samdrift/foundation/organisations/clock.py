"""Which day it is, as every room asks: the log below keeps the clock."""

from samdrift.foundation.audit.clock import fixed_day, now, today

__all__ = ["fixed_day", "now", "today"]
