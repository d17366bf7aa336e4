"""Screening of free text, the case it may open, and who is paged when. Pure: no clock, no I/O."""
