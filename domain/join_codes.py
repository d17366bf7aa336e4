"""Join codes: easy to read out and type, hard to guess.

Nine characters of Crockford's base 32, 45 random bits, written in threes: `7KQ-2MX-9TB`. Letters
that look like digits are read as the digits they look like.
"""

import re

from domain.ids import ALPHABET, Chance

CODE_LENGTH = 9
"""Characters in a code: 45 random bits."""

_LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})
_SPACING = re.compile(r"[\s\-_.·–—]+")


def draw_code(chance: Chance) -> str:
    """A fresh code, plain: as it is kept and compared."""
    return chance(CODE_LENGTH)


def shown(code: str) -> str:
    """A code as people read it."""
    return "-".join(code[i : i + 3] for i in range(0, len(code), 3)).upper()


def read_code(typed: str) -> str | None:
    """The plain code that was typed, or None if it cannot be one."""
    plain = _SPACING.sub("", typed).casefold().translate(_LOOKALIKES)
    if len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain):
        return plain
    return None
