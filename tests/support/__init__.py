"""What the tests share: the running program, a small school, and pure conversations."""
