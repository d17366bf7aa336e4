"""Where else a learner can turn, by age and by what was heard. Numbers are data to be checked."""

from domain.people import Band

SIGNPOSTS: dict[Band, tuple[str, ...]] = {
    Band.AGES_7_9: (),
    Band.AGES_10_11: (),
    Band.AGES_12_14: ("signpost.meic", "signpost.shout"),
    Band.AGES_15_18: ("signpost.meic", "signpost.papyrus", "signpost.samaritans"),
}
"""Text keys to add to a reply, which itself names 999 and Childline for every age."""

QUIET_CATEGORIES = frozenset(
    {"domestic_abuse", "honour_based", "physical_abuse", "sexual_abuse", "exploitation", "unclear"}
)
"""Where somebody who does harm may see the phone: a short reply, with the rest behind a button.

What is unclear may be any of these.
"""


def is_quiet(categories: tuple[str, ...]) -> bool:
    """Whether the reply to these categories shows nothing sensitive on a locked screen."""
    return not QUIET_CATEGORIES.isdisjoint(categories)
