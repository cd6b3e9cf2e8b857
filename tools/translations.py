"""Fails when a text lacks its German, or when the compiled catalogue is not the written one.

`python -m tools.translations --update` writes new texts into django.po, drops those that nothing uses
any more, and compiles django.mo. Needs no gettext programs.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent.parent / "hostdesk"
PO = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "django.po"

_SINGLE, _PLURAL, _CONTEXT = None, (1, 2), ((1, "c"), 2)
_KEYWORDS = {
    "_": _SINGLE, "gettext": _SINGLE, "gettext_lazy": _SINGLE, "gettext_noop": _SINGLE,
    "ngettext": _PLURAL, "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT, "pgettext_lazy": _CONTEXT,
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main() -> int:
    """0 if every text has its German."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="write django.po and django.mo")
    wanted = parser.parse_args()
    if not settings.configured:
        settings.configure(USE_I18N=True)  # enough to read templates
    found, german = _from_sources(), _german()
    if wanted.update:
        german.update(found, no_fuzzy_matching=True)
        _write(german)
    problems = [*_problems(found, german), *_outdated(german)]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


def _from_sources() -> Catalog:
    catalog = Catalog(project="hostdesk")
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "locale" not in path.parts:
            for line, text, context in _texts(path):
                place = (str(path.relative_to(PACKAGE.parent)), line)
                catalog.add(text, locations=[place], context=context, flags=_flags(text))
    return catalog


def _texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    source = path.read_text()
    if path.suffix != ".py":
        # What remains of the page is no Python; at least its indentation must not confuse the reader.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for line, text, _comments, context in extract("python", io.BytesIO(source.encode()), _KEYWORDS):
        if text:
            yield line, text, context


def _flags(text: str | tuple[str, ...]) -> list[str]:
    return ["python-format"] if re.search(r"%\(\w+\)s", "".join(text)) else []


def _german() -> Catalog:
    if not PO.exists():
        return Catalog(locale="de", project="hostdesk", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def _write(german: Catalog) -> None:
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, german, width=100, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    PO.with_suffix(".mo").write_bytes(_compiled(_german()))


def _problems(found: Catalog, german: Catalog) -> Iterator[str]:
    for message in found:
        if message.id:
            place = message.locations[0][0]
            known = german.get(message.id, message.context)
            if wrong := _wrong(message, known):
                yield f"{place}: {wrong}: {message.id!r}"
    for message in german:
        if message.id and not found.get(message.id, message.context):
            yield f"{PO.name}: no page uses this any more: {message.id!r}"


def _wrong(message: Message, known: Message | None) -> str:
    """What is wrong with the German of this text, or nothing."""
    translations = _parts(known.string) if known and known.string else []
    if not translations or not all(translations):
        return "no German"
    if known and known.fuzzy:
        return "German is marked as doubtful"
    wanted = set(_PLACEHOLDER.findall(_parts(message.id)[-1]))
    if set(_PLACEHOLDER.findall(translations[-1])) != wanted:
        return "German has other placeholders"
    return ""


def _parts(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _outdated(german: Catalog) -> Iterator[str]:
    compiled = PO.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _compiled(german):
        yield f"{compiled.name} is outdated: run `python -m tools.translations --update`"


def _compiled(german: Catalog) -> bytes:
    target = io.BytesIO()
    write_mo(target, german)
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
