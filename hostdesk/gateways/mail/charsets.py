"""Bytes to text by what the label says, what the bytes say, and what people usually mean by the label."""

import codecs
import re

# Labels in the wild and what is really meant by them: the wider charset never loses a character.
_MEANT = {
    "": "", "us-ascii": "", "ascii": "", "ansi_x3.4-1968": "", "unknown-8bit": "", "8bit": "", "7bit": "",
    "default": "", "unknown": "", "x-unknown": "", "x-user-defined": "", "_iso-2022-jp$esc": "iso-2022-jp",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252", "ansi": "cp1252", "windows-1252": "cp1252", "iso-8859": "cp1252",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "iso-gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "euc-cn": "gb18030", "cp936": "gb18030", "chinesebig5": "big5hkscs", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "ksc5601": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "cp50220": "iso2022_jp_ext", "cp50221": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7", "unicode-1-1-utf-8": "utf-8", "x-unicode-2-0-utf-8": "utf-8",
    "x-unicode-2-0-utf-7": "utf-7", "utf8": "utf-8", "iso-8859-8-i": "iso-8859-8", "iso-8859-9": "cp1254",
    "iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "windows-874": "cp874", "iso-8859-11": "cp874",
    "tis-620": "cp874", "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip
# In these, bytes that happen to be valid UTF-8 say nothing.
_NEVER_UTF8 = ("iso2022", "iso-2022", "utf-7", "utf-16", "utf_16", "utf-32", "hz")
_NOT_TEXT = frozenset(("rot13", "rot_13", "idna", "punycode", "undefined", "raw_unicode_escape", "unicode_escape"))
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
    if wanted in _MEANT:
        return _MEANT[wanted]
    for name in (wanted, wanted.removeprefix("x-"), wanted.replace("_", "-")):
        if name in _MEANT:
            return _MEANT[name]
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
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL in the name
        return ""
    return "" if info.name == "ascii" else _MEANT.get(info.name, info.name)


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
