"""Names, addresses and words are sealed field by field; codes and addresses are found by hash.

One root key of 32 random bytes, kept in a file apart from the database. From it come, by HKDF,
one key for each home (vault, words, outbox), one for keyed hashes and one for the audit. A sealed
field is bound to the column and row it was sealed for, so that it opens nowhere else. Source of
the construction: AES-256-GCM as in NIST SP 800-38D with a fresh random 96-bit nonce for each
field.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORM = b"\x01"


class WrongKey(Exception):
    """A sealed field does not open with this key, or was moved from where it belongs."""


class Cipher:
    """Seals and opens fields, and makes the keyed hashes by which they are found."""

    def __init__(self, root: bytes) -> None:
        if len(root) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(root)}")
        self._homes = {home: AESGCM(_derive(root, home)) for home in ("vault", "words", "outbox")}
        self._index = _derive(root, "index")
        self._audit = _derive(root, "audit")

    @property
    def fingerprint(self) -> str:
        """What a database remembers of its key, to know it again; it opens nothing."""
        return self.find_by("key", "fingerprint")

    def seal(self, home: str, place: str, text: str) -> bytes:
        """Seal a text for a home and a place (`table.column:row`)."""
        nonce = os.urandom(_NONCE_BYTES)
        # A lone surrogate can reach us in a child's text; it is kept as it came.
        body = text.encode("utf-8", "surrogatepass")
        return _FORM + nonce + self._homes[home].encrypt(nonce, body, place.encode())

    def open(self, home: str, place: str, sealed: bytes) -> str:
        """The text that was sealed there; WrongKey if this key or this place is not its own."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _FORM or len(nonce) < _NONCE_BYTES:
            raise WrongKey
        try:
            plain = self._homes[home].decrypt(nonce, body, place.encode())
        except InvalidTag:
            raise WrongKey from None
        return plain.decode("utf-8", "surrogatepass")

    def find_by(self, kind: str, value: str) -> str:
        """The keyed hash under which a value of this kind is found: 32 hexadecimal digits."""
        message = f"{kind}|{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self._index, message, hashlib.sha256).hexdigest()[:32]

    def attest(self, text: str) -> str:
        """The keyed digest by which a line of the audit is known: 64 hexadecimal digits."""
        return hmac.new(self._audit, text.encode(), hashlib.sha256).hexdigest()


def _derive(root: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"gwrando {purpose}".encode()).derive(root)
