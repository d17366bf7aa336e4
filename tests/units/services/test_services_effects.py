"""Every kind of event has exactly one writer."""

from dataclasses import is_dataclass
from inspect import getmembers, isclass
from typing import get_args

import pytest

import domain.events
from domain.events import Event
from services import effects

KINDS = get_args(Event)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_event_has_one_writer(kind: type) -> None:
    writers = [write for kinds, write in effects._WRITERS if kind in kinds]
    assert len(writers) == 1


def test_every_fact_is_in_the_union() -> None:
    facts = {
        found
        for _, found in getmembers(domain.events, isclass)
        if found.__module__ == "domain.events" and is_dataclass(found)
    }
    assert facts == set(KINDS)


def test_a_kind_without_a_writer_is_found() -> None:
    class Forgotten:
        """An event that nobody writes."""

    assert effects._unwritten([*KINDS, Forgotten]) == ["Forgotten"]
