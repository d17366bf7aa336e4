"""How stories hold a phone: taps by what a button means, words from the catalogues."""

from domain.people import Band, Language
from locales.reader import voice
from simulator.client import Message, Phone


def words(language: str, key: str, **params: object) -> str:
    """What the bot says to a sixth-former, or to staff, under a key."""
    return voice(Language(language), Band.AGES_15_18).say(key, **params)


def opening(language: str, key: str) -> str:
    """The words with which a text begins, up to what is filled in."""
    return voice(Language(language), Band.AGES_15_18).words.gettext(key).partition("{")[0]


def meanings(message: Message) -> list[str]:
    """What the buttons of a message carry, in reading order."""
    return [button.data or "" for row in message.buttons for button in row]


async def choose(phone: Phone, ending: str, *, since: int = 0) -> Message:
    """Wait for the newest message with a button that means this, and tap it."""
    asked = await phone.wait_for(
        lambda m: any(d.endswith(ending) for d in meanings(m)), since=since
    )
    data = next(data for data in meanings(asked) if data.endswith(ending))
    await phone.tap(data, message=asked.id)
    return asked


async def check_in(phone: Phone, face: str = "4", reason: str = "friends") -> Message:
    """A whole check-in by taps; the thanks."""
    last = (await phone.send("/checkin"))["message_id"]
    for ending in (f":face:{face}", f":reason:{reason}", ":comment:_skip"):
        last = (await choose(phone, ending, since=last)).id
    return await phone.wait_for(
        lambda m: any(d.endswith(":_change") for d in meanings(m)), since=last
    )
