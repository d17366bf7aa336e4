"""How quick screening is on one core, beside lists of keywords, and what it costs to have it.

Every contestant reads the same messages in turn, several rounds, so that a slow moment of the
machine falls on all; the figures are medians of processor time. The messages are every twentieth
of the training text, and their mean length is printed. Start-up and memory are those of a fresh
process.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter_ns, process_time

import escalation.training
from escalation.lexicon import load_lexicon
from escalation.screening import Screener, load_screener
from escalation.training.messages import read_messages
from tests.bench.keywords import by_automaton, by_expression, by_flashtext

ROUNDS = 9
EVERY = 20
LONG = 100_000
FRESH = (
    "import time; began = time.perf_counter();"
    "from escalation.screening import load_screener; load_screener();"
    "seconds = time.perf_counter() - began;"
    "rows = (line.split() for line in open('/proc/self/status', encoding='ascii'));"
    "print(seconds, next(int(row[1]) for row in rows if row[0] == 'VmRSS:') / 1024)"
)
HOSTILE = ("i want to die ", "k.i.l.l.", "yn y ", "d**e ", "a", "i dad mam not ddim ")

Reads = Callable[[str], object]


def _contestants() -> dict[str, Reads]:
    whole, alone = load_screener(), Screener(load_lexicon())
    return {
        "screening": lambda text: whole.screen(text, None, 14),
        "the lexicon alone": lambda text: alone.screen(text, None, 14),
        "keywords by one regular expression": by_expression(),
        "keywords by flashtext": by_flashtext(),
        "keywords by Aho-Corasick": by_automaton(),
    }


def _seconds(reads: Reads, texts: list[str]) -> float:
    began = process_time()
    for text in texts:
        reads(text)
    return process_time() - began


def main() -> None:
    """Print the figures."""
    folder = Path(escalation.training.__file__).parent
    messages = read_messages(folder.glob("*.txt"), load_lexicon().index.categories)
    texts = [message.text for message in messages[::EVERY]]
    mean = sum(map(len, texts)) / len(texts)
    _say(f"screening, {len(texts):,} messages of {mean:.0f} letters in the mean, one core:")
    contestants = _contestants()
    rounds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, reads in contestants.items():
            rounds[name].append(_seconds(reads, texts))
    for name, seconds in rounds.items():
        ratio = median(seconds) / median(rounds["screening"])
        _say(f"  {name}: {len(texts) / median(seconds):,.0f} messages/s ({ratio:.2f} of the time)")
    _tail(contestants["screening"], texts)
    for piece in HOSTILE:
        _growth(contestants["screening"], piece)
    seconds, megabytes = map(float, _fresh().split())
    _say(f"  start {seconds:.2f} s, {megabytes:.0f} MB with Python itself")


def _tail(reads: Reads, texts: list[str]) -> None:
    times = []
    for text in texts:
        began = perf_counter_ns()
        reads(text)
        times.append((perf_counter_ns() - began) / 1e6)
    _say(f"  the slowest of a hundred takes {quantiles(times, n=100)[-1]:.3f} ms or more")


def _growth(reads: Reads, piece: str) -> None:
    half, whole = ((piece * (size // len(piece) + 1))[:size] for size in (LONG // 2, LONG))
    reads(half), reads(whole)
    once = median(_seconds(reads, [half]) for _ in range(3))
    twice = median(_seconds(reads, [whole]) for _ in range(3))
    _say(f"  {LONG:,} letters of {piece!r}: {twice:.2f} s, {twice / once:.1f} times half of them")


def _fresh() -> str:
    return subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-c", FRESH], check=True, capture_output=True, text=True
    ).stdout


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
