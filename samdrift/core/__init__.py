"""Plain Python: no Django, no database, no clock. Values in, values and findings out."""
