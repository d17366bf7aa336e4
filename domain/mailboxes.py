"""E-mail addresses, as far as we must know them: one line, one at sign, a domain."""

import re

LONGEST = 254
"""Letters of an address (RFC 5321, section 4.5.3.1)."""

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_email(text: str) -> bool:
    """Whether mail can be sent to this: nothing that could end a header line is among it."""
    return len(text) <= LONGEST and _MAILBOX.fullmatch(text) is not None
