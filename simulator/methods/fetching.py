"""How the bot gets its updates: by asking, or by being told."""

import re
import time
from urllib.parse import urlsplit

from simulator.clock import wait_for
from simulator.errors import bad_request, conflict
from simulator.phones import Json
from simulator.world import Poll, Webhook, World

MOST_AT_ONCE = 100
LONGEST_POLL = 50
PORTS = (443, 80, 88, 8443)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

WHILE_WEBHOOK = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
TAKEN_OVER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"


async def get_updates(world: World, params: Json) -> list[Json]:
    """What waits; if nothing does, what comes within `timeout` seconds."""
    if world.webhook.url:
        raise conflict(WHILE_WEBHOOK)
    world.end_poll(TAKEN_OVER)
    poll = world.poll = Poll()
    if "allowed_updates" in params:
        allow(world, params["allowed_updates"])
    if offset := params.get("offset", 0):
        world.dirty |= world.queue.confirm(offset)
    limit = min(max(params.get("limit", MOST_AT_ONCE), 1), MOST_AT_ONCE)
    patience = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    found = world.queue.fetch(limit) or await _wait(world, poll, limit, patience)
    if world.poll is poll:
        world.poll = None
    return found


async def _wait(world: World, poll: Poll, limit: int, patience: int) -> list[Json]:
    """Sit until something arrives, patience runs out, or another poll takes over."""
    until = time.monotonic() + patience
    while (left := until - time.monotonic()) > 0 and not world.closing.is_set():
        await wait_for(world.queue.arrived, left)
        if poll.ended:
            raise conflict(poll.ended)
        if found := world.queue.fetch(limit):
            return found
    return []


def allow(world: World, kinds: list[str]) -> None:
    """Remember which kinds of update the bot wants; an empty list means the usual ones."""
    world.queue.allowed = tuple(kinds)
    world.dirty = True


def set_webhook(world: World, params: Json) -> bool:
    """Post updates to an address from now on; an empty address ends it."""
    url, secret = params["url"].strip(), params.get("secret_token", "")
    if not url:
        return delete_webhook(world, params)
    _check_address(url)
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if "allowed_updates" in params:
        allow(world, params["allowed_updates"])
    if params.get("drop_pending_updates"):
        world.queue.clear()
    most = min(max(params.get("max_connections", 40), 1), 100)
    world.webhook = Webhook(url=url, secret=secret, most=most)
    world.end_poll(TERMINATED_BY_WEBHOOK)
    world.dirty = True
    return True


def _check_address(url: str) -> None:
    """https and a known port; on this machine http will do, on any port."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        ports = "80, 88, 443 or 8443"
        raise bad_request(f"bad webhook: Webhook can be set up only on ports {ports}")


def delete_webhook(world: World, params: Json) -> bool:
    """Go back to asking."""
    world.webhook = Webhook()
    if params.get("drop_pending_updates"):
        world.queue.clear()
    world.dirty = True
    return True


def get_webhook_info(world: World, _: Json) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    hook = world.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": sum(1 for _ in world.queue.alive()),
    }
    if hook.url:
        info["max_connections"] = hook.most
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    if world.queue.allowed:
        info["allowed_updates"] = list(world.queue.allowed)
    return info
