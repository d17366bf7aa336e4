"""What can be read in a drawing."""

from xml.etree import ElementTree


def texts(drawing: str) -> list[str]:
    """The texts of an SVG drawing, in its order."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    written = root.iter("{http://www.w3.org/2000/svg}text")
    return [" ".join(" ".join(element.itertext()).split()) for element in written]
