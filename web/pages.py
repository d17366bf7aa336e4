"""From a template and a voice to a page."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from domain.people import Language
from locales.reader import voice


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    template: str, language: Language, *, status: int = 200, **values: object
) -> HTMLResponse:
    """A page in one language. Templates say their texts with `say("key")`."""
    speaking = voice(language)
    html = (
        _templates()
        .get_template(template)
        .render(say=speaking.say, date=speaking.date, language=language, **values)
    )
    return HTMLResponse(html, status, {"Content-Language": language.value})


def sorry(key: str, status: int, *languages: Language) -> HTMLResponse:
    """A page with one sentence on what went wrong; in both languages if none is known."""
    chosen = languages or tuple(Language)
    said = [(language, voice(language).say) for language in chosen]
    return page("sorry.html", chosen[0], status=status, key=key, said=said)
