"""Pictures, files and voice notes, out and back in."""

from simulator.errors import bad_request
from simulator.methods.sending import caption, send
from simulator.phones import Json, Kind
from simulator.shelf import Stored, dimensions
from simulator.uploads import Upload
from simulator.world import World

MEGA = 1024 * 1024
MOST_PHOTO = 10 * MEGA
MOST_FILE = 50 * MEGA
MOST_DOWNLOAD = 20 * MEGA
MOST_SIDES = 10_000
MOST_RATIO = 20


def send_photo(world: World, params: Json) -> Json:
    """A picture with a caption."""
    upload = _upload(world, params, "photo")
    if len(upload.content) > MOST_PHOTO:
        raise bad_request("too big for a photo")
    size = _picture_size(upload.content)
    stored = _stored(world, params, "photo", "photos", upload)
    shape = {**stored.facts, "width": size[0], "height": size[1]}
    content = {"photo": [shape], **caption(params)}
    return send(world, params, content, Kind.PHOTO, file_id=stored.file_id)


def send_document(world: World, params: Json) -> Json:
    """A file with a caption."""
    upload = _upload(world, params, "document")
    stored = _stored(world, params, "document", "documents", upload)
    named = {**stored.facts, "file_name": upload.name, "mime_type": upload.mime}
    content = {"document": named, **caption(params)}
    return send(world, params, content, Kind.DOCUMENT, file_id=stored.file_id)


def send_voice(world: World, params: Json) -> Json:
    """A voice note."""
    upload = _upload(world, params, "voice")
    stored = _stored(world, params, "voice", "voice", upload)
    note = {**stored.facts, "duration": params.get("duration", 0), "mime_type": upload.mime}
    content = {"voice": note, **caption(params)}
    return send(world, params, content, Kind.VOICE, file_id=stored.file_id)


def get_file(world: World, params: Json) -> Json:
    """Where a file can be fetched from."""
    stored = world.shelf.files.get(params["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.upload.content) > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.facts, "file_path": stored.path}


def _upload(world: World, params: Json, name: str) -> Upload:
    """The file that is meant: in the call, beside it, or sent before."""
    given: Upload | str = params[name]
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"), "")
    if isinstance(given, str):
        given = _known(world, given).upload
    if not given.content:
        raise bad_request("file must be non-empty")
    if len(given.content) > MOST_FILE:
        raise bad_request("file is too big")
    return given


def _known(world: World, given: str) -> Stored:
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.shelf.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _stored(world: World, params: Json, name: str, folder: str, upload: Upload) -> Stored:
    known = world.shelf.files.get(params[name]) if isinstance(params[name], str) else None
    return known or world.shelf.store(folder, upload)


def _picture_size(content: bytes) -> tuple[int, int]:
    size = dimensions(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > MOST_SIDES or max(size) > MOST_RATIO * max(min(size), 1):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
