"""What is measured and never tested: run it with `make bench`."""
