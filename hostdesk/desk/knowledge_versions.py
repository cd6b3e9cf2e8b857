"""Versions of a text, with what is different between two of them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.knowledge_facts import facts
from hostdesk.desk.knowledge_gate import text_at
from hostdesk.desk.pages import page
from hostdesk.knowledge.models import Showing, Text, Version
from hostdesk.lib.differences import Change, differences

_SHOWN = 100  # versions in the list
_AROUND = 240  # characters of what stayed the same that are shown at each side of a change


@dataclass(frozen=True, slots=True)
class Line:
    """One version."""

    number: int
    title: str
    author: str
    made: str
    made_in_full: str
    note: str
    seen: str  # when readers saw it


@readers
def versions(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The list, and the difference of two: by default of the newest and the one before."""
    text, now = text_at(key, language), timezone.now()
    rows = list(text.versions.select_related("author").defer("body")[:_SHOWN])
    seen = {
        one.version_id: when.moment(one.starts_at, now)
        for one in Showing.objects.filter(text=text, starts_at__lte=now)
    }
    new = _version(text, request.GET.get("new", ""), text.last_number)
    old = _version(text, request.GET.get("old", ""), max(1, new.number - 1))
    return page(
        request,
        "desk/article_versions.html",
        slug="articles",
        tab="versions",
        text=text,
        lines=[_line(one, seen) for one in rows],
        old=old,
        new=new,
        parts=compared(old, new),
        **facts(text, staff(request)),
    )


def compared(old: Version, new: Version) -> list[tuple[str, SafeString]]:
    """Name of each part that differs, with the difference marked."""
    parts = (
        (_("Title"), "title"),
        (_("Summary"), "summary"),
        (_("Search words"), "keywords"),
        (_("Text"), "body"),
    )
    return [
        (name, marked(getattr(old, field), getattr(new, field)))
        for name, field in parts
        if getattr(old, field) != getattr(new, field)
    ]


def marked(old: str, new: str) -> SafeString:
    """What went is struck through, what came is underlined; long stretches in between are left out."""
    pieces = differences(old, new)
    found = []
    for place, piece in enumerate(pieces):
        if piece.change is Change.SAME:
            found.append(format_html("{}", _shortened(piece.text, place == 0, place == len(pieces) - 1)))
        else:
            tag = "del" if piece.change is Change.GONE else "ins"
            found.append(format_html("<{0}>{1}</{0}>", SafeString(tag), piece.text))
    return format_html_join("", "{}", ((one,) for one in found))


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    room = _AROUND * (1 if is_first or is_last else 2)
    if len(text) <= room + 40:
        return text
    # Never in the middle of a word.
    head = "" if is_first else text[:_AROUND].rsplit(maxsplit=1)[0] + " "
    tail = "" if is_last else " " + text[-_AROUND:].split(maxsplit=1)[-1]
    return f"{head}[…]{tail}"


def _version(text: Text, number: str, otherwise: int) -> Version:
    wanted = int(number) if number.isdecimal() and len(number) < 9 else otherwise
    found = text.versions.select_related("author").filter(number=wanted).first()
    if found is None:
        raise Http404
    return found


def _line(version: Version, seen: dict[int, str]) -> Line:
    return Line(
        number=version.number,
        title=version.title,
        author=version.author.name if version.author else "Hostdesk",
        made=when.moment(version.made_at, timezone.now()),
        made_in_full=when.in_full(version.made_at),
        note=version.note,
        seen=seen.get(version.pk, ""),
    )
