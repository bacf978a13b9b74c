"""Settled rows → the rooms below, in bulk: a fixed number of statements per thousand rows."""

from samdrift.records.intake.actions.writing.whole import write_rows

__all__ = ["write_rows"]
