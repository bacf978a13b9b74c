"""Django's SQLite, able to rebuild a table that triggers of other tables look at."""
