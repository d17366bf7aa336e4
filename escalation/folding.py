"""One text in plain small letters, and the way back to where each letter stood.

Screening compares folded text: no case, no accents, one kind of apostrophe, nothing invisible, and
a picture in place of its word. A person is shown the text as it was written, so every folded
character remembers the offset it came from.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHE = "'"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MARKS = dict.fromkeys("’‘ʼ`´′＇‛", APOSTROPHE) | dict.fromkeys("“”„«»", '"')
_BLANKS = dict.fromkeys("\u115f\u1160\u3164\uffa0", " ")  # fillers that count as letters
# Alphabets that draw Latin letters, in its order; other signs of them decompose by themselves.
_ALPHABETS = (
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ",
    "ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭YZ",
    "₳฿₵ĐɆ₣₲ⱧIJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ",
    "ąҍçժҽƒցհìʝҟӀʍղօքզɾʂէմѵա×վz",
    "ɑɓɕɖɛʄɠɦɨʝƙɭɱŋøþʠɽʃŧʉʋɯχɏʐ",
)
# Where the letters from A to Z stand in a block: in brackets, in circles, in squares, as flags.
_BLOCKS = (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
_FLAGS = range(0x1F1E6, 0x1F200)
# Twins of other scripts, but for those that could be two letters (see `vocabulary`). A capital may
# have another twin than its small letter (Η, Ν, Ρ).
_TWINS = {
    "ıɩι": "i", "ŀӏ": "l", "аα": "a", "вβьΒ": "b", "сϲς": "c", "ԁđд": "d", "еεєэ": "e",
    "ɡ": "g", "һħΗ": "h", "іⅰ": "i", "јϳ": "j", "кκ": "k", "мΜ": "m", "ոпηΝ": "n",
    "оοσө": "o", "рρΡ": "p", "ԛ": "q", "гя": "r", "ѕ": "s", "тτΤ": "t", "υцս": "u", "ѵν": "v",
    "ԝωшщѡ": "w", "хχΧ": "x", "уγүΥ": "y", "ζΖ": "z",
}  # fmt: skip
_LOOKALIKES = (
    {
        sign: letter
        for alphabet in _ALPHABETS
        for capital, letter in zip(alphabet, _LATIN, strict=True)
        for sign in (capital, capital.casefold())
        if not sign.isascii()
    }
    | {sign: letter for signs, letter in _TWINS.items() for sign in signs}
    | {chr(first + index): letter for first in _BLOCKS for index, letter in enumerate(_LATIN)}
    | _MARKS
    | _BLANKS
)
_DROPPED = frozenset(
    {"Mn", "Me", "Cf"}
)  # accents, enclosing marks, zero-width and direction marks
_BLANK = frozenset({"Cc", "Cs", "Co", "Cn"})
# What most texts are written in: signs that fold to one small letter or mark, or to themselves.
_ACCENTED = "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿñçÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙẀỲÄËÏÖÜẄŸÑÇ"
_COMMON = re.compile(f"[\\x20-\\x7e\\n\\t\\r{_ACCENTED}’‘“”–—£…]*")
_PLAINLY = str.maketrans(
    {sign: unicodedata.normalize("NFD", sign)[0] for sign in _ACCENTED} | _MARKS | {"…": "."}
)


@dataclass(slots=True)
class Folded:
    """Folded text. `origin` has one offset a character and one more for the end."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text as it was written, of a stretch of the folded text."""
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def fold(text: str, pictures: Mapping[str, str]) -> Folded:
    """Fold a text; `pictures` gives the words that stand for an emoji."""
    if text.isascii():
        return Folded(text.lower().replace("`", APOSTROPHE), range(len(text) + 1))
    if _COMMON.fullmatch(text):
        return Folded(text.translate(_PLAINLY).lower(), range(len(text) + 1))
    pieces: list[str] = []
    origin: list[int] = []
    flags = False
    for offset, character in enumerate(text):
        word = pictures.get(character)
        piece = fold_character(character) if word is None else f" {word} "
        if flags is not (ord(character) in _FLAGS):
            flags = not flags
            piece = f" {piece}"  # a flag behind a word is no part of it
        pieces.append(piece)
        origin.extend([offset] * len(piece))
    origin.append(len(text))
    return Folded("".join(pieces), origin)


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """One character as none, one or several plain ones."""
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in "\n\t\r":
        return character
    parts = unicodedata.normalize("NFKD", character)
    return "".join(_LOOKALIKES.get(part) or _plain(part) for part in parts)


def _plain(character: str) -> str:
    small = "".join(_LOOKALIKES.get(part, part) for part in character.casefold())
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in _BLANK else small
