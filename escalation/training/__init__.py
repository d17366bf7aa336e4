"""The texts that the statistical opinion was learned from, and how it was.

Every message was written for this project; `card.md` says by whom it speaks, what it leaves out
and how it may be used. Nothing here is needed while the program runs.
"""
