"""A learner's own data as a page that anybody can read, and as JSON that a program can."""

import json
from dataclasses import asdict
from datetime import date, datetime
from html import escape

from domain.people import Contact
from flows.calendar import school_day
from flows.definition import Packs
from locales.reader import Voice
from services.book_pages import reader_in_words
from services.own_answers import answered_in_words, asked_in_words, pack_of
from services.own_data import OwnData
from storage.learner import OwnAnswer, OwnSession

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body{{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem;\
overflow-wrap:anywhere}}
h1,h2,h3{{line-height:1.25}}
h2{{margin-top:2rem}}
h3{{margin:1.5rem 0 .5rem;font-size:1.1rem}}
ul{{padding-left:1.2rem}}
dl,dd{{margin:0}}
dd{{margin-bottom:.75rem;font-weight:bold}}
</style>
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
        ("own.file.roll", _listed(_roll(data, speak), speak)),
        ("own.file.chat", _listed(_chats(data, speak), speak)),
        ("own.file.answers", _answers(data, packs, speak)),
        ("own.file.sessions", _listed(_sessions(data, packs, speak), speak)),
        ("own.file.asked", _listed([speak.date(week) for week in data.asked], speak)),
        ("own.file.counted", _listed([speak.dated(at) for at in data.counted], speak)),
        ("own.file.texts", _listed(_texts(data, speak), speak)),
        ("own.file.notes", _listed(_notes(data, speak), speak)),
        ("own.file.signs", _listed(_signs(data, speak), speak)),
        ("own.file.book", _listed(_book(data, speak), speak)),
    )
    body = [_paragraph(speak.say("own.file.made", when=speak.dated(data.at)))]
    body += [f"<h2>{escape(speak.say(key))}</h2>\n{section}" for key, section in sections]
    body += [_paragraph(speak.say("own.file.safety")), _paragraph(speak.say("own.file.ask"))]
    title = escape(speak.say("own.file.title"))
    page = _PAGE.format(language=speak.language.value, title=title, body="\n".join(body))
    return page.encode()


def _listed(lines: Lines, speak: Voice) -> str:
    found = lines or [speak.say("own.file.none")]
    items = "\n".join(f"<li>{_broken(line)}</li>" for line in found)
    return f"<ul>\n{items}\n</ul>"


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
        "joined": speak.dated(contact.joined_at) if contact.joined_at else "",
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
        speak.say("own.file.line", what=chat.channel.title(), value=speak.dated(chat.met_at))
        for chat in data.chats
    ]


def _answers(data: OwnData, packs: Packs, speak: Voice) -> str:
    """The answers below the conversation they were given in, each below its question."""
    given: dict[str, list[OwnAnswer]] = {each.id: [] for each in data.sessions}
    for answer in data.answers:
        given[answer.session_id].append(answer)
    told = [
        f"<h3>{_broken(_session(each, packs, speak))}</h3>\n{_given(given[each.id], packs, speak)}"
        for each in data.sessions
        if given[each.id]
    ]
    return "\n".join(told) or _listed([], speak)


def _given(answers: list[OwnAnswer], packs: Packs, speak: Voice) -> str:
    pairs = "\n".join(
        f"<dt>{_broken(asked_in_words(packs, each, speak))}</dt>\n"
        f"<dd>{_broken(answered_in_words(packs, each, speak))}</dd>"
        for each in sorted(answers, key=lambda each: _place(each, packs))
    )
    return f"<dl>\n{pairs}\n</dl>"


def _place(answer: OwnAnswer, packs: Packs) -> int:
    """Where its question stands in the conversation; at the end where the pack is gone."""
    pack = pack_of(packs, answer.pack, answer.version)
    asked = list(pack.waits) if pack else []
    return asked.index(answer.question) if answer.question in asked else len(asked)


def _sessions(data: OwnData, packs: Packs, speak: Voice) -> Lines:
    return [_session(each, packs, speak) for each in data.sessions]


def _session(session: OwnSession, packs: Packs, speak: Voice) -> str:
    """Which conversation it is, and below that when it began."""
    pack = pack_of(packs, session.pack, session.version)
    name = speak.say(pack.title) if pack else session.pack
    return f"{name}\n{speak.dated(session.started_at)}"


def _texts(data: OwnData, speak: Voice) -> Lines:
    """The words that are no answer; those that are one stand with their question."""
    return [f"{speak.dated(each.at)}\n{each.words}" for each in data.texts if not each.is_answer]


def _notes(data: OwnData, speak: Voice) -> Lines:
    """What became of the notes they wrote, and that others reached them."""
    lines = []
    for note in data.notes:
        became = f"own.file.note.{note.status}" if note.written else "own.file.note.got"
        when = speak.dated(note.at)
        lines.append(speak.say("own.file.line", what=when, value=speak.say(became)))
    return lines


def _signs(data: OwnData, speak: Voice) -> Lines:
    """What the pastoral lead was shown of their faces."""
    return [
        speak.say(
            "own.file.line",
            what=speak.date(school_day(sign.since)),
            value=speak.say(f"own.file.sign.{sign.kind}"),
        )
        for sign in data.signs
    ]


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
        "signs_over_time": [asdict(each) for each in data.signs],
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
