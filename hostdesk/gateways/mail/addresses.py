"""Address lists (RFC 5322 3.4) as people and programs really write them."""

import re
from dataclasses import dataclass

from hostdesk.core.incoming import Address
from hostdesk.gateways.mail import caps, words

_BRACKETS = re.compile(r"<([^<>]*)>")
# From a word's beginning only; tried at every letter of a long word it cost the square (found by fuzzing).
_BARE = re.compile(r"(?<![^\s<>()\[\],;:\"])[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_COMMENT = re.compile(r"\(([^()]*)\)")
_GROUP = re.compile(r"^[^\"<>@,:]*:")
_PLAIN = re.compile(r"[^\s@\"<>(),;:\\]+@[^\s@\"<>(),;:\\]+")
_QUOTED_LOCAL = re.compile(r'"[^"\\\s]+"@[^\s@"<>(),;:\\]+')
_MAILTO = re.compile(r"^(?:mailto|smtp):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An address, and whether it had to be repaired (then it is never answered automatically)."""

    address: Address
    is_repaired: bool = False


def read(raw: bytes, hint: str = "") -> list[Found]:
    """Every mailbox of one header that has an address; raises `caps.Exceeded` for crowds."""
    text = raw.decode("utf-8", "surrogateescape")
    found = [mailbox for piece in _split(text) if (mailbox := _mailbox(piece, hint))]
    if len(found) > caps.ADDRESSES:
        raise caps.Exceeded(caps.Reason.TOO_MANY_ADDRESSES)
    return found


def local_only(raw: bytes) -> str:
    """`MAILER-DAEMON (Mail Delivery System)`: an address without a host, as local programs write it."""
    text = raw.decode("utf-8", "replace")
    match = re.search(r"<\s*([\w.+-]{1,64})\s*>", text) or re.match(
        r"\s*([\w.+-]{1,64})\s*(?:\([^()]*\))?\s*$", text
    )
    return match.group(1).lower() if match else ""


def name_only(raw: bytes, hint: str = "") -> str:
    """The words of a From line that has no address."""
    return _name(raw.decode("utf-8", "surrogateescape"), hint)


def _split(text: str) -> list[str]:
    """Cut at commas and semicolons that are not within quotes, brackets or comments."""
    if text.count('"') % 2:
        text = text.replace('"', "")  # one quote too many: none of them means anything
    pieces, start, is_quoted, depth, position = [], 0, False, 0, 0
    while position < len(text):
        char = text[position]
        if char == "\\":
            position += 1
        elif char == '"':
            is_quoted = not is_quoted
        elif not is_quoted and char in "(<":
            depth = 1
        elif not is_quoted and char in ")>":
            depth = 0
        elif not is_quoted and not depth and char in ",;":
            pieces.append(text[start:position])
            start = position + 1
        position += 1
    pieces.append(text[start:])
    return _with_names_mended(pieces)


def _with_names_mended(pieces: list[str]) -> list[str]:
    """`Meyer, Anna <a@x>` without quotes is one person, not two."""
    mended: list[str] = []
    for piece in pieces:
        if mended and "@" not in mended[-1] and "<" in piece and ":" not in mended[-1] and mended[-1].strip():
            mended[-1] = f"{mended[-1]},{piece}"
        else:
            mended.append(piece)
    return mended


def _mailbox(piece: str, hint: str) -> Found | None:
    piece = piece.strip()
    if not piece.startswith('"') and _GROUP.match(piece) and not _MAILTO.match(piece):
        piece = piece.split(":", 1)[1].strip()
    brackets = [match for match in _BRACKETS.finditer(piece) if "@" in match.group(1)]
    if brackets:
        return _built(
            brackets[-1].group(1), piece[: brackets[0].start()] or piece[brackets[-1].end() :], hint
        )
    without = _COMMENT.sub(" ", piece)
    bare = _BARE.search(without)
    if not bare:
        return _built(piece, "", hint) if "@" in piece and '"' in piece else None
    comment = _COMMENT.search(piece)
    rest = (without[: bare.start()] + without[bare.end() :]).strip(" <>")
    return _built(_around(without, bare), rest or (comment.group(1) if comment else ""), hint)


def _around(text: str, bare: re.Match[str]) -> str:
    return f'"{bare.group()}' if text[: bare.start()].endswith('"') and "@" in bare.group() else bare.group()


def _built(address: str, name: str, hint: str) -> Found | None:
    tidy = _MAILTO.sub("", _COMMENT.sub("", address).strip())
    if _QUOTED_LOCAL.fullmatch(tidy):
        return Found(Address(tidy.replace('"', "").lower(), _name(name, hint)))
    if tidy.startswith("@") and ":" in tidy:
        tidy = tidy.rsplit(":", 1)[1]  # a source route, RFC 822
    repaired = re.sub(r"[\s\"<>(),;:\\]", "", tidy).rstrip(".")
    local, _, domain = repaired.rpartition("@")
    local = local.rsplit("@", 1)[-1] if "@" in local and not local.startswith("@") else local
    if not local or not domain:
        return None
    plain = _text(f"{local}@{domain}")
    is_repaired = not _PLAIN.fullmatch(tidy.rstrip("."))
    return Found(Address(plain.lower(), _name(name, hint)), is_repaired)


def _name(raw: str, hint: str) -> str:
    raw = raw.strip().removesuffix("<").strip()
    if raw.startswith('"') and raw.endswith('"') and len(raw) > 1:
        raw = raw[1:-1]
    raw = re.sub(r'\\(["\\])', r"\1", re.sub(r'(?<!\\)"', "", raw))
    decoded = words.decode(raw.encode("utf-8", "surrogateescape"), hint)
    return " ".join(decoded.split()).strip("'\"")


def _text(address: str) -> str:
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
