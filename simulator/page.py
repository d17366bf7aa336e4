"""The phones page: one HTML document, its own scripts and styles, and nothing from elsewhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulator.words import CALENDAR, NAMES, WORDS
from simulator.world import World

FIRST = "cy"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Page:
    """The page of one world."""

    def __init__(self, world: World) -> None:
        self.settings = world.settings
        loader = PackageLoader("simulator")
        templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self.template = templates.get_template("phones.html")

    async def show(self, request: Request) -> Response:
        """The page in the language of `?lang=`, Welsh if it is not said."""
        asked = request.query_params.get("lang", FIRST)
        lang = asked if asked in WORDS else FIRST
        links = [
            {"label": link.cy if lang == "cy" else link.en, "url": link.url}
            for link in self.settings.links
        ]
        text = self.template.render(
            lang=lang,
            words=WORDS[lang],
            names=NAMES,
            told={"words": WORDS, "calendar": CALENDAR, "names": NAMES},
            links=links,
            bot_name=self.settings.name,
        )
        return HTMLResponse(text, headers=HEADERS)
