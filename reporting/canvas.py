"""What the pictures have in common: the letters, the ink, and how they become PNG.

They are drawn without a browser or a network, in a font that comes with the renderer and has every
Welsh letter.
"""

from typing import Any

import vl_convert

SCALE = 2
"""Pixels of a screen for each of the drawing, so that letters are sharp on a phone."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.json"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK = "#1c2430"


def png(spec: dict[str, Any]) -> bytes:
    """A drawing in Vega-Lite as PNG."""
    drawn: bytes = vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[])
    return drawn
