"""The parameters of a call, in any of the four ways in which a bot may send them."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from simulator.errors import bad_request

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes

    def __str__(self) -> str:
        return f"<file of {len(self.content)} bytes>"


async def read_params(scope: Scope, receive: Receive) -> dict[str, Any]:
    """Query and body together; the body wins."""
    query = scope["query_string"]
    params: dict[str, Any] = dict(_pairs(query)) if query else {}
    content_type = next((v for k, v in scope["headers"] if k == b"content-type"), b"")
    if content_type.startswith(b"multipart/form-data"):
        params.update(await _multipart(scope, receive))
        return params
    if body := await _body(receive):
        params.update(_json(body) if b"json" in content_type else _pairs(body))
    return params


async def _body(receive: Receive) -> bytes:
    message = await receive()
    if not message.get("more_body"):
        return bytes(message.get("body", b""))
    chunks = [message["body"]]
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
    return b"".join(chunks)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("object expected")
    return found


async def _multipart(scope: Scope, receive: Receive) -> dict[str, Any]:
    try:
        async with Request(scope, receive).form(max_files=20, max_part_size=2**20) as form:
            return {name: await _part(value) for name, value in form.multi_items()}
    except HTTPException:
        raise bad_request("can't parse the multipart body") from None


async def _part(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    content = await value.read()
    mime = value.content_type or "application/octet-stream"
    return Upload(value.filename or "file", mime, content)
