"""Answering a tap."""

from simulator.errors import bad_request
from simulator.phones import Json
from simulator.world import World

MOST_NOTICE = 200


def answer_tap(world: World, params: Json) -> bool:
    """End the spinner, with a short notice or without."""
    text = params.get("text", "").strip()
    if len(text) > MOST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer_tap(params["callback_query_id"], text, params.get("show_alert", False))
    return True
