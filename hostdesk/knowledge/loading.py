"""Articles from a folder of Markdown files with a head of `name: value` lines; loading again changes nothing.

`sections.txt` has one section a line: slug | kind | icon | name_de | name_en | intro_de | intro_en.
An article is `<section>/<key>.<language>.md`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience
from hostdesk.core.failures import PermanentFailure
from hostdesk.journal.record import record, writing
from hostdesk.knowledge import index, showings
from hostdesk.knowledge.content import Content, clean, content_of
from hostdesk.knowledge.models import Article, Kind, Section, Text
from hostdesk.knowledge.writing_down import add_version, show, tell

_FILE = re.compile(r"(?P<key>[a-z0-9-]+)\.(?P<language>de|en)\.md")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEEDED = ("kind", "section", "slug", "title")
_KNOWN = {*_NEEDED, "summary", "audience", "keywords", "outdated_after"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run has done."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _File:
    key: str
    language: str
    head: dict[str, str]
    content: Content


def load_folder(path: Path, author: Staff | None, at: datetime | None = None) -> Loaded:
    """Load and publish all of it as of `at` (UTC), or nothing. PermanentFailure names a file."""
    files = [_read(file) for file in sorted(path.glob("*/*.md"))]
    now = at or timezone.now()
    with writing():
        _sections(path / "sections.txt", author, now)
        places: dict[str, int] = {}
        done = [_load(one, places.setdefault(one.key, len(places)), author, now) for one in files]
        index.refresh([text for word, text in done if word != "unchanged"], now)
    words = [word for word, _text in done]
    return Loaded(words.count("added"), words.count("changed"), words.count("unchanged"))


def _read(file: Path) -> _File:
    named = _FILE.fullmatch(file.name)
    if not named:
        raise PermanentFailure(f"{file.name}: call it key.de.md or key.en.md.")
    parts = file.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise PermanentFailure(f"{file.name}: begin with a line ---, the head, and a line ---.")
    head = _head(parts[1], file.name)
    content = clean(Content(head["title"], head.get("summary", ""), head.get("keywords", ""), parts[2]))
    if content.too_long:
        raise PermanentFailure(f"{file.name}: too long: {', '.join(content.too_long)}.")
    return _File(named["key"], named["language"], head, content)


def _head(text: str, name: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    head = {before.strip(): after.strip() for before, _colon, after in pairs}
    if missing := [one for one in _NEEDED if not head.get(one)]:
        raise PermanentFailure(f"{name}: the head lacks {', '.join(missing)}.")
    if unknown := sorted(head.keys() - _KNOWN):
        raise PermanentFailure(f"{name}: a head has no {', '.join(unknown)}.")
    if head["kind"] not in Kind.values or not _SLUG.fullmatch(head["slug"]):
        raise PermanentFailure(f"{name}: kind is article or question; a slug has a-z, 0-9 and hyphens.")
    if head.get("audience", "public").upper() not in Audience.__members__:
        raise PermanentFailure(f"{name}: audience is public, customers or staff.")
    return head


def _sections(file: Path, author: Staff | None, at: datetime) -> None:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    known = set(Section.objects.values_list("slug", flat=True))
    for position, line in enumerate(one for one in lines if one.strip() and not one.startswith("#")):
        values = [one.strip() for one in line.split("|")]
        if len(values) != 7:
            raise PermanentFailure(f"{file.name}: a line has seven columns: {line}")
        slug, kind, icon, name_de, name_en, intro_de, intro_en = values
        if slug not in known:
            Section.objects.create(
                slug=slug, kind=kind.rstrip("s"), icon=icon, name_de=name_de, name_en=name_en,
                intro_de=intro_de, intro_en=intro_en, position=position,
            )  # fmt: skip
            by = f"staff:{author.pk}" if author else "start"
            record("section.saved", about=f"section:{slug}", by=by, at=at, name_de=name_de, name_en=name_en)


def _load(file: _File, position: int, author: Staff | None, at: datetime) -> tuple[str, Text]:
    article = Article.objects.filter(key=file.key).first() or _add_article(file, position, author, at)
    text = Text.objects.filter(article=article, language=file.language).first()
    if text is None:
        if Text.objects.filter(language=file.language, slug=file.head["slug"]).exists():
            raise PermanentFailure(f"{file.key}.{file.language}.md: the slug belongs to another article.")
        text = Text(article=article, language=file.language, slug=file.head["slug"])
        text.save()
        done = "added"
    elif content_of(text.newest) == file.content and showings.last_of(text):
        return "unchanged", text
    else:
        done = "changed"
    version = add_version(text, file.content, author, at)
    show(text, version, at, author, at)
    return done, text


def _add_article(file: _File, position: int, author: Staff | None, at: datetime) -> Article:
    section = Section.objects.filter(slug=file.head["section"]).first()
    if section is None:
        raise PermanentFailure(f"{file.key}: there is no section {file.head['section']}.")
    audience = Audience[file.head.get("audience", "public").upper()]
    article = Article.objects.create(
        key=file.key, section=section, kind=file.head["kind"], audience=int(audience), position=position,
        outdated_after=file.head.get("outdated_after") or None, created_at=at, created_by=author,
    )  # fmt: skip
    tell(article, "article.created", author, at, key=file.key, section=section.slug, audience=int(audience))
    return article
