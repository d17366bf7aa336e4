"""A learner's own data as a page that anybody can read, and as JSON that a program can."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from html import escape

from domain.people import Contact
from flows.definition import Packs
from locales.reader import Voice
from services.book_pages import reader_in_words
from services.own_answers import answered_in_words, asked_in_words, pack_of
from services.own_data import OwnData
from storage.learner import OwnAnswer

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem}}</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""

Lines = list[str]


def as_page(data: OwnData, packs: Packs, speak: Voice) -> bytes:
    """The page, whole, in the learner's language."""
    sections = (
        ("own.file.roll", _roll(data, speak)),
        ("own.file.chat", _chats(data, speak)),
        ("own.file.answers", _answers(data, packs, speak)),
        ("own.file.sessions", _sessions(data, packs, speak)),
        ("own.file.asked", [speak.date(week) for week in data.asked]),
        ("own.file.counted", [speak.moment(at) for at in data.counted]),
        ("own.file.texts", _texts(data, speak)),
        ("own.file.notes", _notes(data, speak)),
        ("own.file.book", _book(data, speak)),
    )
    body = [_paragraph(speak.say("own.file.made", when=speak.moment(data.at)))]
    body += [_section(speak.say(key), lines, speak) for key, lines in sections]
    body += [_paragraph(speak.say("own.file.safety")), _paragraph(speak.say("own.file.ask"))]
    title = escape(speak.say("own.file.title"))
    page = _PAGE.format(language=speak.language.value, title=title, body="\n".join(body))
    return page.encode()


def _section(title: str, lines: Iterable[str], speak: Voice) -> str:
    found = list(lines) or [speak.say("own.file.none")]
    items = "\n".join(f"<li>{_broken(line)}</li>" for line in found)
    return f"<h2>{escape(title)}</h2>\n<ul>\n{items}\n</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{_broken(text)}</p>"


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _roll(data: OwnData, speak: Voice) -> Lines:
    contact, person = data.contact, data.person
    given = {
        "name": person.name if person else "",
        "reference": (person.reference or "") if person else "",
        "year": str(contact.year or ""),
        "class": contact.class_name or "",
        "groups": speak.row_of(contact.groups),
        "language": _language(contact, speak),
        "roles": speak.row_of(speak.say(f"own.file.role.{role}") for role in _roles(data)),
        "joined": speak.moment(contact.joined_at) if contact.joined_at else "",
        "notice": contact.notice_version or "",
    }
    return [
        speak.say("own.file.line", what=speak.say(f"own.file.of.{name}"), value=value)
        for name, value in given.items()
        if value
    ]


def _language(contact: Contact, speak: Voice) -> str:
    return speak.say(f"own.file.language.{contact.language.value}") if contact.language else ""


def _roles(data: OwnData) -> list[str]:
    roles = sorted(role.value for role in data.contact.roles)
    return ["staff" if role not in {"learner", "council"} else role for role in roles]


def _chats(data: OwnData, speak: Voice) -> Lines:
    return [
        speak.say("own.file.line", what=chat.channel.title(), value=speak.moment(chat.met_at))
        for chat in data.chats
    ]


def _answers(data: OwnData, packs: Packs, speak: Voice) -> Lines:
    return [_answer(each, packs, speak) for each in data.answers]


def _answer(answer: OwnAnswer, packs: Packs, speak: Voice) -> str:
    asked = asked_in_words(packs, answer, speak)
    given = answered_in_words(packs, answer, speak)
    return f"{speak.moment(answer.at)}\n{asked}\n{given}"


def _sessions(data: OwnData, packs: Packs, speak: Voice) -> Lines:
    lines = []
    for each in data.sessions:
        pack = pack_of(packs, each.pack, each.version)
        name = speak.say(pack.title) if pack else each.pack
        when = speak.moment(each.started_at)
        lines.append(speak.say("own.file.line", what=name, value=when))
    return lines


def _texts(data: OwnData, speak: Voice) -> Lines:
    return [f"{speak.moment(text.at)}\n{text.words}" for text in data.texts]


def _notes(data: OwnData, speak: Voice) -> Lines:
    """What became of the notes they wrote, and that others reached them."""
    lines = []
    for note in data.notes:
        became = f"own.file.note.{note.status}" if note.written else "own.file.note.got"
        when = speak.moment(note.at)
        lines.append(speak.say("own.file.line", what=when, value=speak.say(became)))
    return lines


def _book(data: OwnData, speak: Voice) -> Lines:
    if data.book is None:
        return [speak.say("own.file.nobody")]
    name = data.reader.name if data.reader else speak.say("book.no_name")
    return reader_in_words(data.book, name, speak)


def as_json(data: OwnData, packs: Packs, speak: Voice) -> bytes:
    """The same as data; keys are in English, as programs expect, and words as they are said."""
    contact, person = data.contact, data.person
    whole = {
        "made_at": data.at,
        "safeguarding": speak.say("own.file.safety"),
        "roll": {
            "id": contact.id,
            "first_name": person.first_name if person else None,
            "last_name": person.last_name if person else None,
            "reference": person.reference if person else None,
            "year": contact.year,
            "class": contact.class_name,
            "groups": contact.groups,
            "language": contact.language,
            "roles": sorted(role.value for role in contact.roles),
            "standing": contact.standing.value,
            "joined_at": contact.joined_at,
            "notice_version": contact.notice_version,
        },
        "chats": [asdict(each) for each in data.chats],
        "answers": [_answer_as_data(each, packs, speak) for each in data.answers],
        "sessions": [asdict(each) for each in data.sessions],
        "asked_in_weeks_of": data.asked,
        "counted_in_results_at": data.counted,
        "texts": [asdict(each) for each in data.texts],
        "thank_you_notes": [asdict(each) for each in data.notes],
        "book": _book_as_data(data),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain).encode()


def _answer_as_data(answer: OwnAnswer, packs: Packs, speak: Voice) -> dict[str, object]:
    return asdict(answer) | {
        "question_in_words": asked_in_words(packs, answer, speak),
        "answer_in_words": answered_in_words(packs, answer, speak),
    }


def _book_as_data(data: OwnData) -> dict[str, object] | None:
    if data.book is None:
        return None
    return {
        "reader": data.reader.name if data.reader else None,
        "since": data.book.since,
        "last_read_at": data.book.read_at,
    }


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
