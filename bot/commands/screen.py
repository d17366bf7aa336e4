"""`gwrando screen`: screening over JSON lines, for trying it out and for measuring it."""

import json
import sys

import typer
from pydantic import BaseModel, ValidationError

from domain.verdicts import Verdict
from escalation.screening import load_screener


class Line(BaseModel):
    """One text to screen."""

    id: str | int | None = None
    text: str
    lang: str | None = None
    age: int | None = None


def screen() -> None:
    """Read JSON lines {"id","text","lang","age"}; write {"id","level","categories","hits"}.

    A line that cannot be read is told on standard error and passed over; exit status 2 then.
    """
    screener = load_screener()
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
        verdict = screener.screen(line.text, line.lang, line.age)
        sys.stdout.write(_line(line.id, verdict) + "\n")
        sys.stdout.flush()
    if faults:
        raise typer.Exit(2)


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return (
            f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first["loc"] else first["msg"]
        )
    return "this is not a JSON object"


def _line(line_id: str | int | None, verdict: Verdict) -> str:
    hits = [
        {
            "entry": hit.entry,
            "category": hit.category,
            "level": hit.level.word,
            "start": hit.start,
            "end": hit.end,
        }
        for hit in verdict.hits
    ]
    found = {
        "id": line_id,
        "level": verdict.level.word,
        "categories": list(verdict.categories),
        "hits": hits,
    }
    return json.dumps(found, ensure_ascii=True)
