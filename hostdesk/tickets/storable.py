"""Whatever a stranger sends can be stored: cut with care, and the original stays as it was received (M9)."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hostdesk.core.incoming import File, Incoming
from hostdesk.lib import storable

KEY = 80  # characters; the keys of acknowledgement and quarantine are a few longer
MESSAGE_ID = 250
ADDRESS, NAME, SUBJECT, FILE_NAME = 320, 300, 998, 255
_DAMAGED = "Characters that cannot be stored were replaced; the original has them."


def storable_incoming(incoming: Incoming) -> Incoming:
    """The same message without NUL and lone surrogates, with a key that fits; mostly the very same."""
    changed = {name: new for name in _NAMES if (new := _clean(old := getattr(incoming, name))) is not old}
    key = storable.name(incoming.key, KEY)
    if changed:
        changed["notes"] = (*changed.get("notes", incoming.notes), _DAMAGED)
    return replace(incoming, **changed, key=key) if changed or key != incoming.key else incoming


def known_id(message_id: str) -> str:
    """A Message-ID as we keep and find it: long ones are told apart by a digest."""
    return storable.name(message_id, MESSAGE_ID)


def _clean(value: Any) -> Any:
    """The very same object if there is nothing to replace."""
    if isinstance(value, str):
        return storable.text(value)
    if isinstance(value, tuple):
        cleaned = tuple(_clean(one) for one in value)
        return value if all(new is old for new, old in zip(cleaned, value, strict=True)) else cleaned
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: _clean(getattr(value, one.name)) for one in fields(value)}
        changed = {name: new for name, new in found.items() if new is not getattr(value, name)}
        return replace(value, **changed) if changed else value
    return value


_NAMES = tuple(one.name for one in fields(Incoming) if one.name != "key")


def file_fields(file: File) -> dict[str, Any]:
    """Name, type and content id of an attachment as their columns take them."""
    return {
        "name": storable.text(file.name)[:FILE_NAME] or "unnamed",
        "content_type": storable.text(file.content_type)[:FILE_NAME],
        "content_id": storable.text(file.content_id)[:FILE_NAME],
    }
