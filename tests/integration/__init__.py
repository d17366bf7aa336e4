"""The shell on real databases: storage, the turn, and what is carried out after it."""
