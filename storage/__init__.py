"""Tables, queries and migrations: rows in, domain values out. SQLite or PostgreSQL, one code."""
