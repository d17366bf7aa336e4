"""Numbers that look drawn by lot and are the same for the same seed.

Each is a keyed hash of what it is for and its place in the row, so there is no state to keep: a
world that is loaded from a file goes on drawing where it stopped.
"""

from hashlib import blake2b

FIRST_PERSON = 5_000_000_000
"""Above 32 bits, so that a bot which keeps ids too small is found out here."""


class Draws:
    """The draws of one seed."""

    def __init__(self, seed: int) -> None:
        self._key = str(seed).encode()

    def number(self, purpose: str, place: int, below: int) -> int:
        """A number from 0 up to, not including, `below`."""
        source = f"{purpose}:{place}".encode()
        digest = blake2b(source, key=self._key, digest_size=8).digest()
        return int.from_bytes(digest, "big") % below

    def person(self, place: int) -> int:
        """A user id: growing, gapped, above 32 bits and within the 52 that Telegram promises."""
        return FIRST_PERSON + place * 1_000 + self.number("person", place, 1_000)

    def tap(self, place: int) -> str:
        """The id of a callback query."""
        return str(10**17 + self.number("tap", place, 9 * 10**17))

    def chat_instance(self, chat_id: int) -> str:
        """What taps carry to say which chat they are from without saying it."""
        return str(10**17 + self.number("chat", chat_id, 9 * 10**17))

    def first_update(self) -> int:
        """The id of the first update."""
        return 100_000_000 + self.number("update", 0, 100_000_000)

    def file(self, place: int, unique: str) -> str:
        """A file id: long, opaque, another one each time the same file is sent."""
        return f"AgAC{unique}{self.number('file', place, 10**12):012d}"
