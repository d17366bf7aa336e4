"""`make opinion`: learn the second opinion from the texts and the senses beside this file.

Three linear models over the same binary features, each scaled by how much oftener it stands in
worrying texts (Wang and Manning 2012), make one table: the mean of their weights. Texts at watch
teach nothing: they are neither what must be read today nor what need not be. A quarter of the
hands at a time is left out, and on the scores of their texts by a model that had not read them
the cuts are set (`cutting`). The same texts and seed give the same table.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import typer
import yaml
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from domain.verdicts import Level
from escalation import opinion
from escalation.backing import signs_of
from escalation.features import BETWEEN, Senses, of_text, plain
from escalation.finding import Finder
from escalation.lexicon import load_lexicon
from escalation.mutation import forms
from escalation.training.cutting import (
    Judged,
    cuts_for,
    is_fresh,
    is_ordinary,
    lifts_for,
)
from escalation.training.messages import Message, read_messages

SEED = 4
SMOOTHING = 0.5
PLAIN_TALK = 4.0  # what an ordinary text counts: far more of them are written than of any other
OF_PAIRS = 0.7  # the scale of pairs of senses beside that of other features: they say much alike
RAREST = 3  # messages that a feature must stand in
LIGHTEST = 0.05  # weights below are left out of the file
LIGHTEST_PAIR = 0.2  # those of two senses: there are hundreds in a text, and small ones are noise
FOLDS = 4
AGE = 14  # of the writer, as far as the lexicon asks
LONGEST_EXAMPLE = 30  # words; in a longer worrying text most of the words are about something else
HERE = Path(__file__).parent
SENSES = "senses.yaml"

Row = tuple[Message, list[str]]


class Judge(NamedTuple):
    """One way to fit: the model, and the power to which the scale of its features is raised."""

    model: Callable[..., Any]
    strength: float  # of the fit against the pull to nought
    power: float


JUDGES = (
    Judge(partial(LogisticRegression, solver="liblinear"), 16.0, 1.0),
    Judge(LinearSVC, 0.3, 1.0),
    Judge(LinearSVC, 0.1, 0.5),
)
"""They err on different texts: their mean hears more than any of them at the same false alarms."""


def read_senses(path: Path) -> Senses:
    """The senses of every plain word; Welsh words stand there in the radical, and mutate."""
    found: dict[str, set[str]] = {}
    for name, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        english = (plain(word) for word in words["en"])
        welsh = (form for word in words["cy"] for form in forms(plain(word)))
        for word in (*english, *welsh):
            found.setdefault(word, set()).add(name)
    return {word: tuple(sorted(names)) for word, names in sorted(found.items())}


def rows_of(messages: Iterable[Message], finder: Finder) -> list[Row]:
    """Messages with their plain words."""
    return [(one, [plain(word) for word in finder.read(one.text).written]) for one in messages]


class Learner:
    """Features numbered, and texts as rows of them."""

    def __init__(self, rows: Sequence[Row], senses: Senses) -> None:
        self._senses = senses
        counts = Counter(name for _, words in rows for name in set(of_text(words, senses)))
        self.names = sorted(name for name, count in counts.items() if count >= RAREST)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def matrix(self, rows: Sequence[Row]) -> Any:
        """A row a text, each divided by the root of its length."""
        places: list[int] = []
        starts = [0]
        scale: list[float] = []
        for _, words in rows:
            seen = set(of_text(words, self._senses))
            found = {self._numbers[name] for name in seen if name in self._numbers}
            places.extend(sorted(found))
            starts.append(len(places))
            size = max(len(words), opinion.FEWEST_WORDS)
            scale.extend([1 / np.sqrt(size)] * len(found))
        shape = (len(rows), len(self.names))
        return sparse.csr_matrix((scale, places, starts), shape=shape)

    def fit(self, rows: Sequence[Row]) -> tuple[Any, float]:
        """A weight for each feature, and the bias."""
        rows = [row for row in rows if _is_example(row)]
        matrix = self.matrix(rows)
        worrying = np.array([message.level >= Level.URGENT for message, _ in rows])
        seen = matrix.sign()
        of = np.asarray(seen[worrying].sum(axis=0)).ravel() + SMOOTHING
        against = np.asarray(seen[~worrying].sum(axis=0)).ravel() + SMOOTHING
        ratio = np.log(of / of.sum()) - np.log(against / against.sum())
        scale = np.where([BETWEEN in name for name in self.names], OF_PAIRS, 1.0)
        counts = [PLAIN_TALK if is_ordinary(message) else 1.0 for message, _ in rows]
        fits = list[tuple[Any, float]]()
        for judge in JUDGES:
            scaled = scale * np.sign(ratio) * np.abs(ratio) ** judge.power
            model = judge.model(C=judge.strength, random_state=SEED)
            model.fit(matrix.multiply(scaled).tocsr(), worrying, sample_weight=counts)
            fits.append((model.coef_.ravel() * scaled, float(model.intercept_[0])))
        return _mean(matrix, fits)


def _mean(matrix: Any, fits: Sequence[tuple[Any, float]]) -> tuple[Any, float]:
    """The mean of weights and of biases, once all scores of the texts spread as the first do."""
    spreads = [np.std(matrix @ weights) for weights, _ in fits]
    shares = [spreads[0] / spread / len(fits) for spread in spreads]
    found = list(zip(shares, fits, strict=True))
    weights = sum(share * weights for share, (weights, _) in found)
    return weights, float(sum(share * bias for share, (_, bias) in found))


def _is_example(row: Row) -> bool:
    message, words = row
    if message.level is Level.WATCH:
        return False
    return message.level is Level.NONE or len(words) <= LONGEST_EXAMPLE


def learned(rows: Sequence[Row], senses: Senses, version: str = "") -> opinion.Table:
    """The table that some texts teach."""
    learner = Learner(rows, senses)
    weights, bias = learner.fit(rows)
    named = zip(learner.names, weights, strict=True)
    kept = {name: float(weight) for name, weight in named if abs(weight) >= _lightest(name)}
    return opinion.Table(version=version, bias=bias, cuts={}, weights=kept, senses=senses)


def _lightest(name: str) -> float:
    return LIGHTEST_PAIR if BETWEEN in name else LIGHTEST


def folds_of(rows: Sequence[Row]) -> list[frozenset[str]]:
    """The hands in as many parts as there are folds, dealt out by the seed."""
    names = {message.hand for message, _ in rows}
    hands = sorted(names, key=lambda name: hashlib.sha256(f"{SEED}{name}".encode()).digest())
    return [frozenset(hands[part::FOLDS]) for part in range(min(FOLDS, len(hands)))]


def left_out_scores(rows: Sequence[Row], senses: Senses) -> list[float]:
    """The score of each text by a model that had read nothing by the same hand."""
    scores = dict[int, float]()
    with ProcessPoolExecutor() as pool:
        for found in pool.map(_judged, repeat(rows), repeat(senses), folds_of(rows)):
            scores.update(found)
    return [scores[number] for number in range(len(rows))]


def _judged(rows: Sequence[Row], senses: Senses, out: frozenset[str]) -> dict[int, float]:
    """The scores of the texts by some hands, by a model that has read the others."""
    judge = opinion.Opinion(learned([row for row in rows if row[0].hand not in out], senses))
    return {
        number: judge.lean(words).score
        for number, (message, words) in enumerate(rows)
        if message.hand in out
    }


def version_of(paths: Iterable[Path]) -> str:
    """A fingerprint of the texts that a table was learned from."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn, set the cuts, and write the table."""
    lexicon = load_lexicon()
    paths = list(HERE.glob("*.txt"))
    messages = read_messages(paths, lexicon.index.categories)
    finder = Finder(lexicon)
    rows = rows_of(messages, finder)
    senses = read_senses(HERE / SENSES)
    scores = left_out_scores(rows, senses)
    cuts = cuts_for(messages, scores)
    fresh = [
        Judged(one, score, signs_of(*finder.hear(finder.read(one.text), AGE)))
        for one, score in zip(messages, scores, strict=True)
        if is_fresh(one)
    ]
    lifts = lifts_for(fresh, cuts[Level.URGENT])
    table = learned(rows, senses, version_of([*paths, HERE / SENSES]))
    table = replace(table, cuts=cuts, lifts=lifts)
    lines = list(opinion.written_table(table))
    _write(HERE.parent / opinion.FILE, lines)
    _write(HERE.parent / opinion.SENSES_FILE, opinion.written_senses(table))
    typer.echo(f"{len(messages)} messages by {len({one.hand for one in messages})} hands")
    typer.echo(f"{len(table.weights):,} features in {opinion.FILE}, version {table.version}")


if __name__ == "__main__":
    main()
