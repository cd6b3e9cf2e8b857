"""Bytes to text by what the label says, what the bytes say, and what people usually mean by the label."""

import codecs
import re

from hostdesk.gateways.mail.charset_names import MEANT

# In these, bytes that happen to be valid UTF-8 say nothing.
_NEVER_UTF8 = ("iso2022", "iso-2022", "utf-7", "utf-16", "utf_16", "utf-32", "hz")
_NOT_TEXT = frozenset(
    ("rot13", "rot_13", "idna", "punycode", "undefined", "raw_unicode_escape", "unicode_escape")
)
# What Windows programs put where JIS has nothing (NEC row 13): circled and Roman numerals.
_NEC_ROW_13 = re.compile(rb"\x1b\$B((?:[\x21-\x7e]{2})*)")


def decode(raw: bytes, label: str = "", hint: str = "") -> str:
    """Text without NUL and without unpaired surrogates; `hint` is tried when there is no label."""
    codec = codec_for(label)
    if raw.isascii() and not codec.startswith(_NEVER_UTF8):
        return _clean(raw.decode("ascii")) if b"\x1b$" not in raw else decode(raw, "iso-2022-jp")
    if not codec.startswith(_NEVER_UTF8) and is_utf8(raw):
        return _clean(raw.decode("utf-8"))
    for name in (codec, codec_for(hint)):
        if name and (text := _try(raw, name)) is not None:
            return _clean(text)
    return _clean(_lenient(raw, codec))


def codec_for(label: str) -> str:
    """The codec that is meant by a charset label; "" if it is empty, unknown or says nothing."""
    wanted = label.strip().strip("\"'").lower().replace(" ", "")
    if wanted in MEANT:
        return MEANT[wanted]
    for name in (wanted, wanted.removeprefix("x-"), wanted.replace("_", "-")):
        if name in MEANT:
            return MEANT[name]
        if name not in _NOT_TEXT and (codec := _lookup(name)):
            return codec
    return ""


def is_utf8(raw: bytes) -> bool:
    """The bytes are valid UTF-8; for text in any other charset that is next to impossible by chance."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lookup(name: str) -> str:
    try:
        info = codecs.lookup(name)
        "a".encode(name)  # raises for "quopri" and the like, which turn bytes into bytes
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL in the name
        return ""
    return "" if info.name == "ascii" else MEANT.get(info.name, info.name)


def _try(raw: bytes, codec: str) -> str | None:
    if codec == "iso2022_jp_ext":
        raw = _NEC_ROW_13.sub(lambda match: b"\x1b$B" + match.group(1), raw)
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError):
        return _japanese(raw) if codec == "iso2022_jp_ext" else None


def _japanese(raw: bytes) -> str | None:
    """ISO-2022-JP as Windows writes it (CP50221), by way of Shift_JIS, which knows all its characters."""
    out, kanji = [], False
    for escape, chunk in re.findall(rb"(\x1b\$[@B]|\x1b\([BJI]|)([^\x1b]+|$)", raw):
        kanji = escape.startswith(b"\x1b$") if escape else kanji
        if kanji:
            out.append(bytes(byte | 0x80 for byte in chunk if byte > 0x20).decode("euc_jis_2004", "replace"))
        elif escape == b"\x1b(I":
            out.append(bytes(byte | 0x80 for byte in chunk).decode("cp932", "replace"))
        else:
            out.append(chunk.decode("cp932", "replace"))
    return "".join(out)


def _lenient(raw: bytes, codec: str) -> str:
    """No charset fits the whole: keep what the label can read, else take every byte as Windows-1252."""
    if codec and codec not in ("cp1252", "utf-8", "utf-7"):
        return raw.decode(codec, "replace")
    if codec in ("utf-8", "utf-7") and _is_mostly(raw, codec):
        return raw.decode(codec, "replace")
    return "".join(_windows(byte) for byte in raw) if len(raw) < 4096 else raw.decode("cp1252", "replace")


def _is_mostly(raw: bytes, codec: str) -> bool:
    text = raw.decode(codec, "replace")
    strange = text.count("\ufffd")
    return strange * 4 <= sum(not char.isascii() for char in text)


def _windows(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


def _clean(text: str) -> str:
    if "\x00" in text:
        text = text.replace("\x00", "")  # PostgreSQL refuses NUL
    return text if text.isascii() or text.isprintable() else _SURROGATES.sub("\ufffd", text)


_SURROGATES = re.compile("[\ud800-\udfff]")
