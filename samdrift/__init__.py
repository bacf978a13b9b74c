"""Co-operating municipalities govern their IT together."""

__version__ = "0.1.0"
