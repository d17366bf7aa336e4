"""The numbers of the disclosure rules. A change here is a change of promise to learners."""

MINIMUM = 10
"""The fewest people behind anything shown, or that can be worked out from what is shown."""

RULE_VERSION = "primary-1"
"""Names the rules a table was released under: primary suppression and fixed breakdowns."""

CHANGE_RULES = "change-1"
"""Names the rules that a change was released under: averages in tenths, no extreme told."""

NOTABLE = 3
"""Tenths of a point by which two shown averages must differ to be called up or down."""
