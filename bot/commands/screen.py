"""`gwrando screen`: screening of one text or of JSON lines, to try it out and to measure it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ValidationError

from bot.commands.running import fail, run
from domain.people import Language
from domain.verdicts import Verdict
from escalation.beside import Beside
from escalation.explaining import explained, glosses
from escalation.lexicon import load_lexicon, read_lexicon
from escalation.screening import load_screener, screener_of
from services import replaying
from services.replaying import Replayed
from services.runtime import Runtime


class Line(BaseModel):
    """One text to screen. `before` are earlier texts of the same person, oldest first."""

    id: str | int | None = None
    text: str
    lang: str | None = None
    age: int | None = None
    before: tuple[str, ...] = ()
    lowest: bool = False


def screen(
    text: Annotated[str | None, typer.Argument(help="One text; without it, JSON lines.")] = None,
    age: Annotated[int | None, typer.Option(help="The writer's age in years.")] = None,
    *,
    explain: Annotated[bool, typer.Option(help="Say why, in both languages.")] = False,
    replay: Annotated[
        bool, typer.Option(help="Count what would change on past texts; shows no words.")
    ] = False,
    lexicon: Annotated[
        Path | None, typer.Option(help="A folder with another lexicon, to replay with.")
    ] = None,
) -> None:
    """Say how soon an adult must read a text, and why; nothing is stored.

    Without TEXT, JSON lines {"id","text","lang","age","before","lowest"} are read and answered by
    {"id","level","categories","hits"}, with "explained" where it was asked for. A line that cannot
    be read is told on standard error and passed over; exit status 2 then.
    """
    if replay:
        _replay(lexicon)
        return
    if lexicon is not None:
        fail("--lexicon goes with --replay.")
    if text is not None:
        _tell(text, load_screener().screen(text, None, age), explain=explain)
        return
    if sys.stdin.isatty():
        typer.echo("Give JSON lines here, and Ctrl-D at the end; or give a text.", err=True)
    faults = 0
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    for number, raw in enumerate(sys.stdin, start=1):
        if not raw.strip():
            continue
        try:
            line = Line.model_validate(json.loads(raw))
        except (ValueError, RecursionError) as error:
            faults += 1
            typer.echo(f"line {number}: {_problem(error)}", err=True)
            continue
        beside = Beside(before=line.before, pieces=line.before, lowest=line.lowest)
        verdict = load_screener().screen(line.text, line.lang, line.age, beside)
        sys.stdout.write(json.dumps(_answer(line, verdict, explain=explain)) + "\n")
        sys.stdout.flush()
    if faults:
        raise typer.Exit(2)


def _replay(folder: Path | None) -> None:
    async def use(rt: Runtime) -> Replayed:
        screener = screener_of(read_lexicon(folder)) if folder else rt.screener
        return await replaying.replay(rt, screener)

    done = run(use)
    if not done.texts:
        typer.echo("There are no past texts yet.")
        return
    typer.echo(f"{done.texts} past texts screened again with {done.version}:")
    typer.echo(f"{done.higher} would be read sooner, {done.lower} later.")
    for (then, now), count in sorted(done.moved.items(), reverse=True):
        if then is not now:
            typer.echo(f"  {then.word} -> {now.word}: {count}")


def _tell(text: str, verdict: Verdict, *, explain: bool) -> None:
    kinds = f": {', '.join(verdict.categories)}" if verdict.categories else ""
    typer.echo(f"{verdict.level.word}{kinds}")
    if explain:
        for lines in _explained(text, verdict).values():
            typer.echo("\n" + "\n".join(lines))
        typer.echo(f"\n{verdict.lexicon_version}")


def _explained(text: str, verdict: Verdict) -> dict[str, list[str]]:
    meanings = glosses(load_lexicon())
    return {each.value: explained(verdict, text, meanings, each) for each in Language}


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return (
            f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first["loc"] else first["msg"]
        )
    return "this is not a JSON object"


def _answer(line: Line, verdict: Verdict, *, explain: bool) -> dict[str, Any]:
    hits = [
        {
            "entry": hit.entry,
            "category": hit.category,
            "level": hit.level.word,
            "start": hit.start,
            "end": hit.end,
            **({"because": hit.because} if hit.because else {}),
        }
        for hit in verdict.hits
    ]
    found: dict[str, Any] = {
        "id": line.id,
        "level": verdict.level.word,
        "categories": list(verdict.categories),
        "hits": hits,
    }
    return found | ({"explained": _explained(line.text, verdict)} if explain else {})
