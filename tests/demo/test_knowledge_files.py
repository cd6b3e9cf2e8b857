"""The articles of the demo, read as plain files: no database, no Django."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "hostdesk/demo/knowledge"
ICONS = (FOLDER.parents[1] / "ui/static/ui/icons.svg").read_text(encoding="utf-8")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
PLACEHOLDERS = {
    "provider", "support_address", "sales_address", "billing_address", "price_day", "price_surcharge_flat",
    "price_surcharge", "day_hours", "support_hours",
}  # fmt: skip
PAGES = {"contact/", "contact/invoice/", "prices/"}
FILE_ENDINGS = (".html", ".php", ".jpg", ".sql")  # what looks like a host name and is a file
VALUE_OF_A_CAA_RECORD = {"letsencrypt.org"}  # a certificate needs exactly this
WORDS = {"article": range(250, 601), "question": range(60, 161)}

pytestmark = pytest.mark.once


@dataclass(frozen=True, slots=True)
class Piece:
    """One file."""

    key: str
    language: str
    folder: str
    head: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Group:
    """One line of sections.txt."""

    slug: str
    kind: str


def _piece(file: Path) -> Piece:
    key, language, _md = file.name.split(".")
    opening, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", file
    pairs = (line.split(": ", 1) for line in head.splitlines())
    return Piece(key, language, file.parent.name, dict(pairs), body)


PIECES = [_piece(file) for file in sorted(FOLDER.glob("*/*.md"))]
LINES = [
    [column.strip() for column in line.split("|")]
    for line in (FOLDER / "sections.txt").read_text(encoding="utf-8").splitlines()
]
GROUPS = {line[0]: Group(line[0], line[1]) for line in LINES}
KEYS = {piece.key for piece in PIECES}

each_piece = pytest.mark.parametrize(
    "piece", PIECES, ids=lambda one: f"{one.folder}/{one.key}.{one.language}"
)


def test_the_sections_are_whole_and_none_is_empty() -> None:
    assert all(len(line) == 7 and all(line) for line in LINES)
    assert {group.kind for group in GROUPS.values()} == {"questions", "articles"}
    assert all(f'id="{line[2]}"' in ICONS for line in LINES)
    assert set(GROUPS) == {piece.folder for piece in PIECES} and len(GROUPS) == len(LINES)


def test_there_is_enough_to_read() -> None:
    kinds = Counter(piece.head["kind"] for piece in PIECES if piece.language == "de")
    assert kinds["article"] >= 27
    assert kinds["question"] >= 24


def test_each_text_is_there_in_both_languages_once() -> None:
    places = Counter((piece.key, piece.language) for piece in PIECES)
    assert places == Counter((key, language) for key in KEYS for language in ("de", "en"))


def test_both_languages_lead_to_the_same_texts_and_name_the_same_prices() -> None:
    named: dict[str, list[Counter[str]]] = {}
    for piece in PIECES:
        words = re.findall(r"article:[a-z0-9-]+|\{\w+\}", piece.body)
        named.setdefault(piece.key, []).append(Counter(words))
    assert [key for key, (german, english) in named.items() if german != english] == []


def test_an_address_names_one_text() -> None:
    slugs = Counter((piece.language, piece.head["slug"]) for piece in PIECES)
    assert [slug for slug, count in slugs.items() if count > 1] == []


@each_piece
def test_its_head_is_complete(piece: Piece) -> None:
    assert {"kind", "section", "slug", "title", "summary", "audience"} <= piece.head.keys()
    assert piece.head.keys() <= {"kind", "section", "slug", "title", "summary", "audience", "keywords"}
    assert piece.head["section"] == piece.folder
    assert GROUPS[piece.folder].kind == piece.head["kind"] + "s"
    assert SLUG.fullmatch(piece.head["slug"]) and SLUG.fullmatch(piece.key)
    assert 0 < len(piece.head["summary"]) <= 160
    assert piece.head["audience"] == "public"


@each_piece
def test_it_is_neither_too_short_nor_too_long(piece: Piece) -> None:
    assert len(piece.body.split()) in WORDS[piece.head["kind"]]


@each_piece
def test_its_links_lead_to_texts_and_pages_of_ours(piece: Piece) -> None:
    pages = {f"/{piece.language}/{page}" for page in PAGES}
    targets = LINK.findall(piece.body)
    linked = {target.removeprefix("article:") for target in targets if target.startswith("article:")}
    assert linked and linked <= KEYS - {piece.key}
    assert {target for target in targets if not target.startswith("article:")} <= pages


@each_piece
def test_it_names_no_domain_but_ours(piece: Piece) -> None:
    hosts = re.findall(r"(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}(?![\w-])", piece.body)
    foreign = {host for host in hosts if not host.endswith((".example.test", *FILE_ENDINGS))}
    assert foreign <= VALUE_OF_A_CAA_RECORD
    assert set(re.findall(r"https?://\S+?\.(\w+\.\w+)", piece.body)) <= {"example.test"}


@each_piece
def test_prices_and_addresses_come_from_the_desk(piece: Piece) -> None:
    assert set(re.findall(r"(?<!%)\{(\w+)\}", piece.body)) <= PLACEHOLDERS
    assert not re.search(r"\d\s*(?:EUR|€|Euro)|(?:EUR|€)\s*\d|\+49|@nordlicht", piece.body)


@each_piece
def test_its_markdown_is_clean_and_its_voice_calm(piece: Piece) -> None:
    lines = piece.body.splitlines()
    assert piece.body.count("```") % 2 == 0 and piece.body.endswith("\n")
    assert not any(line != line.rstrip() or "\t" in line for line in lines)
    assert not any(line.startswith("# ") for line in lines), "the title is the h1"
    assert "!" not in piece.body + piece.head["title"] + piece.head["summary"]
    assert not re.search(r"(?<!\n)\n(?:## |### )", piece.body), "a blank line before each heading"


@each_piece
def test_a_german_text_says_sie(piece: Piece) -> None:
    if piece.language == "de":
        assert not re.search(r"\b(?:du|dein|deine|deinen|dir|dich)\b", piece.body, re.IGNORECASE)
