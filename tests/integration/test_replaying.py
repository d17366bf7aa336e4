"""A changed lexicon on past texts: how many would have been read sooner or later, no words."""

from importlib.resources import files
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.verdicts import Level
from escalation.lexicon import read_lexicon
from escalation.screening import Screener
from services.replaying import replay
from services.runtime import Runtime
from tests.integration.door import Door
from tests.integration.people import a_dsp, join
from tests.support.clock import Clock

WORD = "glorblat"


@pytest.fixture
async def texts(runtime: Runtime, door: Door, clock: Clock) -> None:
    await a_dsp(runtime)
    for who in ("cadi", "ifan"):
        await join(runtime, who)
    for words in (f"we had {WORD} again", "i cut myself", "i want to", "die"):
        clock.move(seconds=5)
        await door.say("cadi", words)
    await door.say("ifan", "the lambs came today")


def a_copy(folder: Path) -> Path:
    for item in files("escalation.lexicon").iterdir():
        if item.name.endswith(".yaml"):
            (folder / item.name).write_text(item.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("texts")
async def test_the_same_lexicon_moves_nothing(runtime: Runtime) -> None:
    done = await replay(runtime, runtime.screener)
    assert (done.texts, done.higher, done.lower) == (5, 0, 0)
    assert done.moved[Level.IMMEDIATE, Level.IMMEDIATE] == 1, "the sentence sent in pieces"


@pytest.mark.usefixtures("texts")
async def test_a_new_word_and_a_word_taken_out(runtime: Runtime, tmp_path: Path) -> None:
    folder = a_copy(tmp_path)
    path = folder / "substance.yaml"
    more = (
        "\n  - id: school_word\n    says: {en: a word, cy: gair}\n    language: any\n"
        "    level: urgent\n    sure: true\n    source: a test\n"
        f"    patterns: [{WORD}]\n    hears: [{WORD}]\n    spares: [dim]\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = await replay(runtime, Screener(read_lexicon(folder)))
    assert done.moved[Level.NONE, Level.URGENT] == 1
    assert done.version != runtime.screener.version
    (folder / "self_harm.yaml").write_text("category: self_harm\nentries: []\n", encoding="utf-8")
    index = folder / "index.yaml"
    text = index.read_text(encoding="utf-8")
    index.write_text(text[: text.index("\ntogether:")] + "\n", encoding="utf-8")
    done = await replay(runtime, Screener(read_lexicon(folder)))
    assert done.lower == 1


async def test_nothing_written_yet(runtime: Runtime) -> None:
    assert (await replay(runtime, runtime.screener)).texts == 0


def test_a_folder_without_a_lexicon_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="index"):
        read_lexicon(tmp_path)
    (tmp_path / "index.yaml").write_text("version: '1'\n", encoding="utf-8")
    with pytest.raises(BadInput):
        read_lexicon(tmp_path)
