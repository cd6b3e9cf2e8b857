"""Which exchanges may tell us of calls: NAME:DIALECT:TOKEN or NAME:DIALECT:TOKEN:SECRET, one a comma."""

import hmac
import re
from dataclasses import dataclass

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{24,100}")
SIGNED = ("placetel", "plain")  # dialects whose requests are signed with a secret that both sides know
DIALECTS = ("zammad", "sipgate", *SIGNED)
_LEAST = 5  # characters; Placetel's own examples have so few


@dataclass(frozen=True, slots=True)
class Source:
    """One exchange; whoever knows the token can reach its address, the secret signs what is said there."""

    name: str
    dialect: str
    token: str
    secret: str = ""


def parse(setting: str) -> tuple[Source, ...]:
    """The exchanges of the setting; ValueError with a hint."""
    found = tuple(_source(one) for one in map(str.strip, setting.split(",")) if one)
    if len({one.name for one in found}) < len(found) or len({one.token for one in found}) < len(found):
        raise ValueError("give every exchange a name and a token of its own")
    return found


def with_token(sources: tuple[Source, ...], dialect: str, token: str) -> Source | None:
    """The exchange that this address belongs to; every comparison takes the same time."""
    given, found = token.encode("utf-8", "replace"), None
    for one in sources:
        if hmac.compare_digest(one.token.encode(), given) and one.dialect == dialect:
            found = one
    return found


def _source(text: str) -> Source:
    name, dialect, token, secret = [*text.split(":", 3), "", "", ""][:4]
    if not _NAME.fullmatch(name) or dialect not in DIALECTS or not _TOKEN.fullmatch(token):
        raise ValueError(
            f"write NAME:DIALECT:TOKEN with a dialect of {', '.join(DIALECTS)} and a token of 24 or more "
            "letters, digits, - or _"
        )
    if (dialect in SIGNED) != (len(secret) >= _LEAST):
        raise ValueError(f"{' and '.join(SIGNED)} want NAME:DIALECT:TOKEN:SECRET, the others no secret")
    return Source(name, dialect, token, secret)
