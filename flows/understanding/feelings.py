"""What stands for one of five faces, for yes and no, and for not being sure."""

from collections.abc import Callable, Mapping

from flows.understanding.words import Spoken, forms, label, nearly, same, word_set

FACES = {
    "5": (
        "great", "amazing", "very good", "really good", "excellent", "brilliant", "fantastic",
        "awesome", "wonderful", "very happy", "really happy", "really great", "very well",
        "da iawn", "gwych", "ardderchog", "bendigedig", "anhygoel", "ffantastig", "hapus iawn",
        "da iawn iawn",
    ),
    "4": (
        "good", "well", "pretty good", "quite good", "happy", "quite happy", "da", "reit dda",
        "eithaf da", "gweddol dda", "hapus", "eitha da",
    ),
    "3": (
        "ok", "okay", "okey", "k", "alright", "all right", "allright", "meh", "so so", "not bad",
        "not too bad", "not so bad", "iawn", "oreit", "go lew", "gweddol", "ddim yn ddrwg",
        "ddim yn rhy ddrwg", "ddim rhy ddrwg", "ddim yn bad",
    ),
    "2": (
        "low", "sad", "bad", "not good", "not great", "not so good", "not very good", "not happy",
        "dont feel good", "a bit sad", "a bit low", "a bit down", "down", "unhappy",
        "ddim yn dda", "ddim yn grêt", "ddim yn hapus", "ddim yn wych", "ddim yn dda iawn",
        "ddim yn teimlon dda", "trist", "isel", "drwg", "eithaf trist", "braidd yn isel",
        "tipyn bach yn drist", "anhapus",
    ),
    "1": (
        "very sad", "really sad", "terrible", "awful", "horrible", "very low", "really low",
        "very bad", "really bad", "so sad", "ofnadwy", "isel iawn", "trist iawn", "drwg iawn",
        "gwael iawn", "erchyll", "uffernol",
    ),
}  # fmt: skip
"""Words for each face, the fifth the best. One that might be two faces (fine) is left out."""

PICTURES = {
    "5": ("😀", "😁", "🤩", "😃", "😄", "🥳", "👍👍", "👍👍👍"),
    "4": ("🙂", "👍", "😊", "☺"),
    "3": ("😐", "😑"),
    "2": ("🙁", "👎", "😞", "😔", "😟", "☹"),
    "1": ("😢", "😭", "👎👎"),
}

STANDS = {
    "agree": (
        "agree", "strongly agree", "true", "cytuno", "cytuno'n llwyr", "gwir",
    ),
    "disagree": (
        "disagree", "strongly disagree", "don't agree", "do not agree", "not true", "false",
        "anghytuno", "anghytuno'n llwyr", "ddim yn cytuno", "ddim yn wir",
    ),
    "pass": (
        "pass", "not sure", "unsure", "don't know", "do not know", "dunno", "idk", "no idea",
        "maybe", "ddim yn siŵr", "dim yn siŵr", "ansicr", "dim syniad", "ddim yn gwybod",
        "dim yn gwybod", "sai'n gwybod", "sai'n siŵr", "pasio", "efallai", "falle", "ella",
        "ddim yn gwbod", "dim yn gwbod", "sai'n gwbod", "sa i'n gwybod", "sa i'n gwbod",
        "dwn i'm", "dwn i ddim", "dwnim", "wn i ddim", "wn i'm", "dim clem",
    ),
}  # fmt: skip
"""Words for each answer to a statement."""

STAND_PICTURES = {"agree": ("👍", "✅", "✔"), "disagree": ("👎", "❌"), "pass": ("🤷",)}

_YES = word_set(
    "yes yeah yep yup yea yeh aye ydw ydy ydi ydyn ydych ydynt oes do ie ia oedd oeddwn oedden"
    " hoffwn gallaf galla gallwn caf ca gwnaf gwna byddaf bydda byddwn baswn"
)
_NO = word_set("no nope nah na nage naddo")
_NOT = word_set("na nac nag")


def stands(said: Spoken) -> frozenset[str]:
    """Which answers to a statement words may be: those of `STANDS`, with yes and no among them."""
    answer = {"yes": "agree", "no": "disagree"}.get(_echo(said) or "")
    return meant_by_words(said, STANDS) | (frozenset({answer}) if answer else frozenset())


def _echo(said: Spoken) -> str | None:
    """`yes` or `no` where the words say just that, in any of the ways Welsh has."""
    words = said.content
    if words and all(word in _YES for word in words):
        return "yes"
    if words and all(word in _NO for word in words):
        return "no"
    if len(words) == 2 and words[0] in _NOT and any(words[1] in forms(yes) for yes in _YES):
        return "no"
    return None


Table = Mapping[str, tuple[str, ...]]


def meant_by_words(said: Spoken, table: Table) -> frozenset[str]:
    """What words stand for; with a slip of the finger only if they are nothing without one."""
    for alike in (same, nearly):
        found = frozenset(
            meaning
            for meaning, entries in table.items()
            if any(_is(said.content, label(entry).content, alike) for entry in entries)
        )
        if found:
            return found
    return frozenset()


def _is(said: tuple[str, ...], entry: tuple[str, ...], alike: Callable[[str, str], bool]) -> bool:
    return len(said) == len(entry) and all(map(alike, said, entry))


def meant_by_pictures(pictures: tuple[str, ...], table: Table) -> frozenset[str]:
    """What pictures stand for, together or else one by one."""
    together = _holding("".join(pictures), table)
    return together or frozenset().union(*(_holding(each, table) for each in pictures))


def _holding(picture: str, table: Table) -> frozenset[str]:
    return frozenset(meaning for meaning, entries in table.items() if picture in entries)
