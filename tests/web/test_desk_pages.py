"""The pages of the desk: both languages, every state, anybody's words, every way of reading."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from starlette.responses import HTMLResponse

from domain.cases import Happened, Outcome, Status, Whom
from domain.people import Language, Role
from domain.verdicts import Level
from locales.reader import voice
from services.desk_views import (
    AuditPage,
    CaseView,
    DrillPage,
    Entry,
    MorningPage,
    Part,
    QueuePage,
    ReadingPage,
    Refused,
    RevealView,
    RotaPage,
    Words,
)
from tests.support import desk_samples as samples
from tests.support.desk_door import SHOWN
from tests.support.desk_samples import NOW, SomeReader
from tests.support.markup import Element, read
from web import desk_pages as pages

BOTH = list(Language)
EMPTY: dict[str, Callable[[SomeReader], HTMLResponse]] = {
    "queue": lambda reader: pages.queue(reader, QueuePage(lines=()), NOW),
    "morning": lambda reader: pages.morning(reader, MorningPage(cases=()), NOW),
    "reading": lambda reader: pages.reading(
        reader, ReadingPage(texts=(), waiting=0, overdue=0), NOW
    ),
    "rota": lambda reader: pages.rota(
        reader, RotaPage(people=(), duties=(), closed=(), hours=samples.ROTA.hours), NOW
    ),
    "drill": lambda reader: pages.drill(
        reader, DrillPage(runs=(), next_at=None, paused=False), NOW
    ),
    "audit": lambda reader: pages.audit(
        reader, AuditPage(rows=(), whole=True, broken_at=None, head=""), NOW
    ),
    "case": lambda reader: pages.case(
        reader, replace(samples.CASE, words=(), entries=(), steps=(), actions=frozenset()), NOW
    ),
}
EVERY: dict[str, Callable[[SomeReader], HTMLResponse]] = {
    **{path: (lambda reader, show=show: show(reader, NOW)) for path, show in SHOWN.items()},
    **{f"empty {name}": show for name, show in EMPTY.items()},
}
"""Every page with something on it, and with nothing."""


def html(answer: HTMLResponse) -> str:
    return bytes(answer.body).decode()


def shown(view: CaseView, language: Language = Language.EN) -> Element:
    return read(html(pages.case(SomeReader(language), view, NOW)))


def said(element: Element) -> str:
    """What it says, as one line."""
    return " ".join(element.text.split())


@pytest.fixture(params=[(name, language) for name in EVERY for language in BOTH], ids=str)
def seen(request: pytest.FixtureRequest) -> tuple[str, Language]:
    """One page in one language."""
    name, language = request.param
    return html(EVERY[name](SomeReader(language))), language


def test_each_page_is_in_its_language_and_names_the_other(seen: tuple[str, Language]) -> None:
    page, language = read(seen[0]), seen[1]
    assert page.all("html")[0].get("lang") == language.value
    switch = page.of_class("language")[0]
    assert switch.get("lang") == switch.get("hreflang") == language.other.value
    assert switch.get("href").endswith(f"?lang={language.other.value}")
    assert "{" not in page.all("body")[0].all("main")[0].text


def test_each_page_obeys_the_policy(seen: tuple[str, Language]) -> None:
    page = read(seen[0])
    assert not page.all("style", "iframe", "object", "embed", "svg", "base")
    assert [each.get("src") for each in page.all("script")] == ["/static/desk.js"]
    assert not any(each.text for each in page.all("script"))
    for element in page:
        assert not any(name == "style" or name.startswith("on") for name in element.attributes)
        for name in ("href", "src", "action"):
            address = element.get(name)
            assert not address or re.match(r"/[a-z]|#|tel:", address), address


def test_each_form_carries_the_token_and_leads_into_the_desk(seen: tuple[str, Language]) -> None:
    for form in read(seen[0]).all("form"):
        assert form.get("method") == "post"
        assert re.match(r"/(sign-out$|desk/)", form.get("action"))
        tokens = [each for each in form.all("input") if each.get("name") == "csrf"]
        assert [token.get("value") for token in tokens] == ["token-of-this-visit"]
        assert all(said(button) for button in form.all("button"))
        assert len(form.all("button")) == 1


def test_each_thing_is_named_once_and_each_name_leads_somewhere(
    seen: tuple[str, Language],
) -> None:
    page = read(seen[0])
    ids = [each.get("id") for each in page if each.get("id")]
    assert len(ids) == len(set(ids))
    for element in page:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert not element.get(name) or element.get(name) in ids
        if element.get("href").startswith("#"):
            assert element.get("href")[1:] in ids


def test_each_field_has_a_label(seen: tuple[str, Language]) -> None:
    page = read(seen[0])
    labelled = {label.get("for") for label in page.all("label")}
    within = [id(each) for label in page.all("label") for each in label.all("input")]
    for field in page.all("input", "select", "textarea"):
        hidden = field.get("type") == "hidden"
        assert hidden or field.get("id") in labelled or id(field) in within


def test_headings_and_parts_are_in_order(seen: tuple[str, Language]) -> None:
    page = read(seen[0])
    ranks = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))
    assert len(page.all("main")) == 1
    first = page.all("body")[0].all("a")[0]
    assert (first.get("class"), first.get("href")) == ("skip", "#main")
    assert said(page.all("title")[0])


def test_every_moment_can_be_read_by_a_machine(seen: tuple[str, Language]) -> None:
    for moment in read(seen[0]).all("time"):
        assert re.match(r"\d{4}-\d\d-\d\d(T[\d:]+\+\d\d:\d\d)?$", moment.get("datetime"))
        assert said(moment)


def test_only_rooms_that_may_be_entered_are_shown() -> None:
    reader = SomeReader(Language.EN, rooms=("board", "desk"))
    page = read(html(pages.queue(reader, samples.QUEUE, NOW)))
    assert [said(each) for each in page.all("nav")[0].all("a")] == [
        "Open cases",
        "Council's board",
    ]
    here = [each for each in page.all("nav")[0].all("a") if each.get("aria-current")]
    assert [each.get("aria-current") for each in here] == ["page"]


def test_the_queue_has_the_gravest_first_and_keeps_the_order_within_a_level() -> None:
    mixed = QueuePage(lines=tuple(reversed(samples.LINES)))
    page = read(html(pages.queue(SomeReader(Language.EN), mixed, NOW)))
    assert [said(each) for each in page.all("h2")] == [
        "immediate 2 cases",
        "urgent 2 cases",
        "watch 1 case",
    ]
    assert [said(each) for each in page.all("h3")] == [
        f"Case {number}" for number in ("0040", "0042", "0039", "0041", "0038")
    ]


def test_cases_closed_of_late_can_be_found_and_are_not_counted() -> None:
    page = read(html(pages.queue(SomeReader(Language.EN), samples.QUEUE, NOW)))
    folded = page.all("details")[0]
    assert said(folded.all("summary")[0]) == "Closed of late (1)"
    assert "Case 0031" in said(folded)
    assert "waiting" not in folded.of_class("line")[0].get("class")
    assert said(page.all("title")[0]).startswith("Open cases (3)")


@pytest.mark.parametrize("language", BOTH)
def test_a_waiting_case_says_since_when_who_is_next_and_how_often_nobody_answered(
    language: Language,
) -> None:
    speak = voice(language)
    page = read(html(pages.queue(SomeReader(language), samples.QUEUE, NOW)))
    line = said(page.of_class("line")[0])
    assert f"{speak.say('desk.waits')} {speak.say('desk.lasting.minutes', minutes=12)}" in line
    assert speak.say("desk.silent", n=1) in line
    assert f"{speak.say('desk.next')} {speak.say('desk.whom.head')} + " in line
    assert f"10:50 ({speak.say('desk.lasting.minutes', minutes=8)})" in line
    assert speak.say("cases.state.open") in line
    assert "waiting" in page.of_class("line")[0].get("class")


@pytest.mark.parametrize("language", BOTH)
def test_what_the_second_opinion_alone_raised_is_told_apart_in_words(language: Language) -> None:
    unclear = voice(language).say("desk.unclear")
    page = read(html(pages.queue(SomeReader(language), samples.QUEUE, NOW)))
    assert [unclear in said(line) for line in page.of_class("line")] == [
        *(False, False, False, False, True, False)
    ]
    alone = replace(samples.CASE, line=replace(samples.LINE, unclear=True))
    assert unclear in said(shown(alone, language))
    assert unclear not in said(shown(samples.CASE, language))


def test_levels_are_told_by_word_and_by_shape() -> None:
    for level in Level:
        view = replace(samples.CASE, line=replace(samples.LINE, level=level))
        badge = shown(view).of_class("title")[0].of_class("level")[0]
        assert said(badge) == voice(Language.EN).say(f"level.{level.word}")
        assert level.word in badge.get("class").split()
        assert badge.of_class("shape")[0].get("aria-hidden") == "true"


STAGES = [
    (Status.OPEN, False, True, "open"),
    (Status.ACKNOWLEDGED, True, False, "acknowledged"),
    (Status.ACKNOWLEDGED, True, True, "unseen"),
    (Status.IN_PROGRESS, False, True, "unseen_other"),
    (Status.IN_PROGRESS, True, False, "in_progress"),
    (Status.IN_PROGRESS, False, False, "other"),
    (Status.REFERRED, True, False, "decided"),
    (Status.PASTORAL, True, False, "decided"),
    (Status.NO_ACTION, True, False, "decided"),
    (Status.REFERRED, False, False, "other"),
    (Status.CLOSED, True, False, "closed"),
    (Status.CLOSED, False, False, "closed"),
]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("status", "mine", "waits", "stage"), STAGES)
def test_a_case_says_what_must_be_done_now(
    status: Status, mine: bool, waits: bool, stage: str, language: Language
) -> None:
    line = replace(
        samples.LINE,
        status=status,
        mine=mine,
        holder="Siân Elin",
        waiting_since=samples.ago(3) if waits else None,
    )
    page = shown(replace(samples.CASE, line=line), language)
    told = voice(language).say(f"desk.now.{stage}", holder="Siân Elin")
    assert said(page.of_class("lead")[0]) == told
    state = voice(language).say(f"cases.state.{status.value}")
    assert said(page.of_class("state")[0]).endswith(state)


def test_words_come_first_then_the_clock_then_actions_then_what_happened() -> None:
    headings = [said(each) for each in shown(samples.held()).all("h2")]
    assert headings == [
        "The learner's words",
        "What must be done now",
        "What you can do",
        "Chronology",
    ]


def test_marked_words_carry_the_number_of_their_reason() -> None:
    text = shown(samples.CASE).of_class("words")[0]
    assert [said(each) for each in text.all("mark")] == [
        "dwi'm isio mynd adra",
        "mae o'n brifo fi",
    ]
    assert [said(each) for each in text.of_class("ref")] == ["reason 1", "reason 2"]
    reasons = [said(each) for each in text.of_class("reasons")[0].all("li")]
    assert [len(reasons), "cam-drin corfforol" in reasons[1]] == [2, True]


def verbatim(quote: Element) -> str:
    """The words in a quotation without the numbers that stand with them."""
    return "".join(
        each if isinstance(each, str) else "" if each.tag == "sup" else each.text
        for each in quote.inside
    )


HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "</blockquote></main><form action=//evil.example><input name=csrf>",
    "{{ csrf }} {% include '/etc/passwd' %} {0} %s",
    'x" autofocus onfocus="alert(1)',
    "a" * 4096,
    "  two  spaces\n\n\tand a tab ",
    "\u202egnidaer \u200e\u2067מילים\u2069 كلمات",
    "e\u0301\u200d\u0000🫥",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("whole", [True, False])
def test_words_are_shown_as_they_were_written_and_do_nothing(words: str, whole: bool) -> None:
    cut = len(words) // 2
    parts = (Part(text=words[:cut], why=(words,)), Part(text=words[cut:]))
    text = replace(samples.WORDS[0], body=words, parts=() if whole else parts, place=words)
    case = replace(
        samples.FULL,
        words=(text,),
        name=words,
        class_name=words,
        entries=(Entry(at=NOW, what=words, who=words, channel=words, words=words),),
        others=((words, words),),
        reveal=RevealView(asked_by=words, reason=words, state="asked"),
    )
    reader = SomeReader(Language.EN)
    wrote = Refused(action="note", why=words, wrote=words)
    page = read(html(pages.case(reader, case, NOW, refused=wrote)))
    quotes = page.all("blockquote")
    assert [verbatim(quote) for quote in quotes] == [words, words]
    assert all(quote.get("dir") == "auto" for quote in quotes)
    assert page.all("textarea")[0].text == f"\n{words}"
    assert not page.all("img", "style")
    assert len(page.all("script")) == 1
    assert not any(name.startswith("on") for each in page for name in each.attributes)
    assert all(re.match(r"/(desk|sign-out)", each.get("action")) for each in page.all("form"))


@pytest.mark.parametrize("words", HOSTILE)
def test_the_reading_list_shows_words_as_they_were_written(words: str) -> None:
    view = replace(samples.READING, texts=(replace(samples.READING.texts[0], body=words),))
    page = read(html(pages.reading(SomeReader(Language.CY), view, NOW)))
    assert page.all("blockquote")[0].text == words
    assert len(page.all("script")) == 1


def test_words_carry_the_language_they_were_written_in() -> None:
    quotes = [each.all("blockquote")[0] for each in shown(samples.CASE).of_class("words")]
    assert [(each.get("lang"), "lang" in each.attributes) for each in quotes] == [
        ("cy", True),
        ("en", True),
        ("", True),
    ]


def test_what_could_not_be_screened_says_so_and_what_raised_nothing_too() -> None:
    plain = Words(
        text_id="t",
        body="ok",
        written_at=NOW,
        heard_at=NOW,
        language=Language.EN,
        place="",
        level=Level.NONE,
        screened=True,
        parts=(Part(text="ok"),),
    )
    speak = voice(Language.EN)
    page = shown(replace(samples.CASE, words=(plain, replace(plain, screened=False))))
    first, second = page.of_class("words")
    assert speak.say("explain.nothing") in said(first)
    assert speak.say("explain.unscreened") in said(second)
    assert speak.say("explain.nothing") not in said(second)
    assert speak.say("desk.words.heard") not in said(first)
    late = replace(plain, heard_at=NOW + timedelta(minutes=30))
    assert speak.say("desk.words.heard") in said(shown(replace(samples.CASE, words=(late,))))


FORMS = {
    "take": set(),
    "begin": set(),
    "note": {"note"},
    "hand_over": {"to", "note"},
    "set_status": {"status", "note"},
    "lower": {"level", "reason"},
    "close": {"outcome", "note", "told", "resume"},
    "reopen": {"reason"},
    "resume": set(),
    "reply": {"template"},
    "reveal": {"reason"},
    "agree_reveal": set(),
    "review_reveal": set(),
    "export": {"form", "reason"},
}


@pytest.mark.parametrize("action", FORMS)
def test_only_what_may_be_done_is_offered(action: str) -> None:
    reveal = RevealView(asked_by="Siân", reason="x", state="asked", may_agree=True)
    page = shown(samples.held(actions=frozenset({action}), reveal=reveal))
    (form,) = page.all("main")[0].all("form")
    assert form.get("action") == f"/desk/case/c-0042/{action}?lang=en"
    fields = {each.get("name") for each in form.all("input", "select", "textarea")}
    assert fields == FORMS[action] | {"csrf", "seen"}
    levels = [each.get("value") for each in form.all("input") if each.get("name") == "seen"]
    assert levels == ["immediate"]


def test_nobody_is_offered_what_they_may_not_do() -> None:
    page = shown(samples.held(actions=frozenset()))
    assert not page.all("main")[0].all("form")
    asked = RevealView(asked_by="Siân", reason="x", state="asked", may_agree=False)
    page = shown(samples.held(actions=frozenset({"agree_reveal"}), reveal=asked))
    assert not page.all("main")[0].all("form")


def test_a_level_can_only_be_lowered() -> None:
    for level, lower in [
        (Level.IMMEDIATE, ["urgent", "watch"]),
        (Level.URGENT, ["watch"]),
        (Level.WATCH, []),
    ]:
        line = replace(samples.held().line, level=level)
        page = shown(samples.held(line=line, actions=frozenset({"lower"})))
        offered = [each for each in page.all("input") if each.get("name") == "level"]
        assert [each.get("value") for each in offered] == lower


@pytest.mark.parametrize("language", BOTH)
def test_a_reply_is_read_in_both_languages_before_it_is_sent(language: Language) -> None:
    page = shown(samples.held(actions=frozenset({"reply"})), language)
    choices = page.of_class("choice")
    for reply, choice in zip(samples.REPLIES, choices, strict=True):
        first, second = (reply.cy, reply.en) if language is Language.CY else (reply.en, reply.cy)
        assert said(choice) == f"{first} {second}".strip() or said(choice) == f"{first}{second}"
        assert choice.of_class("other")[0].get("lang") == language.other.value


def test_closing_asks_what_it_came_to_and_what_the_learner_is_told() -> None:
    page = shown(samples.held(actions=frozenset({"close"})))
    values = [
        (each.get("name"), each.get("value"))
        for each in page.all("input")
        if each.get("type") in {"radio", "checkbox"}
    ]
    assert values == [
        *(("outcome", outcome.value) for outcome in Outcome),
        ("told", ""),
        ("told", "read"),
        ("resume", "yes"),
    ]


REFUSED = [
    *("not_acknowledged", "concerned", "has_it", "not_yours", "not_lower", "no_reason", "no_note"),
    *("unseen", "not_closed", "closed", "stale", "no_choice", "times"),
]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("why", REFUSED)
def test_what_was_refused_is_said_first_and_leads_to_its_field(
    why: str, language: Language
) -> None:
    refused = Refused(action="hand_over", why=why, wrote="What I had written")
    answer = pages.case(SomeReader(language), samples.held(), NOW, refused=refused)
    page = read(html(answer))
    assert answer.status_code == 409
    box = page.of_class("faults")[0]
    assert voice(language).say(f"desk.refused.{why}") in said(box)
    assert box.all("a")[0].get("href") == "#hand_over-note"
    kept = next(each for each in page.all("textarea") if each.get("id") == "hand_over-note")
    assert kept.text.strip() == "What I had written"
    unfolded = [each.get("id") for each in page.all("details") if "open" in each.attributes]
    assert unfolded == ["hand_over"]


@pytest.mark.parametrize("action", [*FORMS, "elsewhere"])
def test_whatever_was_refused_leads_somewhere(action: str) -> None:
    for view in (samples.FULL, samples.CASE, replace(samples.CASE, actions=frozenset())):
        refused = Refused(action=action, why="not_yours")
        page = read(html(pages.case(SomeReader(Language.EN), view, NOW, refused=refused)))
        target = page.of_class("faults")[0].all("a")[0].get("href")[1:]
        assert target in {each.get("id") for each in page}


def test_what_was_written_is_not_lost_with_its_form() -> None:
    refused = Refused(action="note", why="stale", wrote="Ten minutes of work")
    view = replace(samples.CASE, actions=frozenset({"take"}))
    page = read(html(pages.case(SomeReader(Language.EN), view, NOW, refused=refused)))
    assert "You had written: Ten minutes of work" in said(page.of_class("faults")[0])


@pytest.mark.parametrize("action", ["away", "on-call", "remove"])
def test_a_line_of_the_rota_that_was_refused_is_said_too(action: str) -> None:
    refused = Refused(action=action, why="times")
    answer = pages.rota(SomeReader(Language.EN), samples.ROTA, NOW, refused=refused)
    page = read(html(answer))
    assert answer.status_code == 409
    assert "The end must come after the beginning." in said(page.of_class("faults")[0])
    target = page.of_class("faults")[0].all("a")[0].get("href")[1:]
    assert target in {each.get("id") for each in page}


@pytest.mark.parametrize("language", BOTH)
def test_everything_that_may_come_from_a_case_has_a_name(language: Language) -> None:
    speak = voice(language)
    for stem, words in [("entry", Happened), ("whom", Whom)]:
        for word in words:
            assert speak.has(f"desk.{stem}.{word.value}")
    for role in set(Role) - {Role.LEARNER}:
        assert speak.has(f"desk.whom.{role.value}")
    for room in pages.ROOMS:
        assert speak.has(f"desk.room.{room}")


def test_a_word_that_nothing_names_is_shown_as_it_is() -> None:
    strange = Entry(at=NOW, what="beamed_up", channel="carrier-pigeon")
    told = said(shown(replace(samples.CASE, entries=(strange,))))
    assert "beamed_up · carrier-pigeon" in told


@pytest.mark.parametrize("language", BOTH)
def test_steps_of_the_clock_say_how_they_stand(language: Language) -> None:
    speak = voice(language)
    states = [said(each) for each in shown(samples.CASE, language).of_class("steps")[0].all("li")]
    for told, state in zip(states, ("done", "done", "next", "later"), strict=True):
        assert speak.say(f"desk.step.{state}") in told
    after = [said(each) for each in shown(samples.held(), language).of_class("steps")[0].all("li")]
    assert [speak.say("desk.step.spared") in told for told in after] == [False, False, True, True]


SPANS = [
    (timedelta(seconds=-5), "0 min", "0 mun"),
    (timedelta(seconds=59), "0 min", "0 mun"),
    (timedelta(minutes=59, seconds=59), "59 min", "59 mun"),
    (timedelta(minutes=60), "1 h 0 min", "1 awr 0 mun"),
    (timedelta(hours=23, minutes=59), "23 h 59 min", "23 awr 59 mun"),
    (timedelta(hours=24), "1 day", "1 diwrnod"),
    (timedelta(hours=49), "2 days", "2 ddiwrnod"),
    (timedelta(days=7), "7 days", "7 diwrnod"),
]


@pytest.mark.parametrize(("span", "english", "welsh"), SPANS)
def test_how_long_something_has_lasted(span: timedelta, english: str, welsh: str) -> None:
    assert pages.lasting(span, voice(Language.EN)) == english
    assert pages.lasting(span, voice(Language.CY)) == welsh


def test_a_step_that_is_due_says_so() -> None:
    late = replace(samples.CASE, line=replace(samples.LINE, next_at=samples.ago(1)))
    assert "(due now)" in said(shown(late).of_class("now")[0])


def test_a_moment_is_as_exact_as_it_must_be() -> None:
    texts = tuple(
        replace(samples.READING.texts[1], due_at=NOW + timedelta(days=days)) for days in (0, 1, 60)
    )
    view = replace(samples.READING, texts=texts)
    told = said(read(html(pages.reading(SomeReader(Language.EN), view, NOW))))
    for due in ("by: 10:42", "by: Wednesday 2 December, 10:42", "by: 30 January 2027, 10:42"):
        assert due in told


def test_the_lists_load_themselves_again_without_a_script_and_forms_never_do() -> None:
    for path, show in SHOWN.items():
        page = html(show(SomeReader(Language.EN), NOW))
        listed = path in {"/desk", "/desk/morning", "/desk/drill"}
        assert ('http-equiv="refresh"' in page) == listed, path


@pytest.mark.parametrize("language", BOTH)
def test_the_audit_says_whether_it_is_whole(language: Language) -> None:
    speak = voice(language)
    for whole, broken_at, key in [
        (True, None, "whole"),
        (False, 305, "broken"),
        (False, None, "not_whole"),
    ]:
        view = replace(samples.AUDIT, whole=whole, broken_at=broken_at)
        page = read(html(pages.audit(SomeReader(language), view, NOW)))
        assert said(page.of_class("lead")[0]) == speak.say(f"desk.audit.{key}", n=305)
        assert len(page.of_class("broken")) == (1 if broken_at else 0)
    assert "before=301" in page.of_class("more")[0].get("href")
    older = read(html(pages.audit(SomeReader(language), samples.AUDIT, NOW, before=313)))
    assert older.of_class("language")[0].get("href").endswith("&before=313")


def test_a_drill_that_nobody_answered_is_told_apart_from_a_late_one() -> None:
    page = read(html(pages.drill(SomeReader(Language.EN), samples.DRILLS, NOW)))
    told = [said(each) for each in page.of_class("run")]
    assert "Waiting for an answer: 4 min" in told[0]
    assert told[1].endswith("Answered after: 4 min · Siân Elin")
    assert told[2].endswith("Answered after: 60 min · Geraint Morris · too late")
    assert told[3].endswith("Nobody answered")
    paused = replace(samples.DRILLS, paused=True)
    page = read(html(pages.drill(SomeReader(Language.EN), paused, NOW)))
    assert said(page.of_class("lead")[0]) == "Drills are paused."


def test_names_of_cases_are_written_into_addresses_with_care() -> None:
    line = replace(samples.LINE, case_id="a/b?c#d")
    page = read(html(pages.queue(SomeReader(Language.EN), QueuePage(lines=(line,)), NOW)))
    assert page.all("h3")[0].all("a")[0].get("href") == "/desk/case/a%2Fb%3Fc%23d?lang=en"
    form = shown(replace(samples.CASE, line=line)).all("main")[0].all("form")[0]
    assert form.get("action") == "/desk/case/a%2Fb%3Fc%23d/take?lang=en"
