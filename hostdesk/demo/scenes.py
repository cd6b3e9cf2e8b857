"""Scenes: short correspondences as text files in the folder beside this, with gaps for names and numbers.

=== support de              department and language
Subject: One | Another      one of them is chosen
Stranger: yes               the writer is nobody's contact (optional)
--- customer                who speaks: customer, staff or note; what follows is the text
File: error_log.txt         a last line of that kind is an attachment, see demo.files
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "scenes"


@dataclass(frozen=True, slots=True)
class Line:
    """What one side says once; `who` is customer, staff or note."""

    who: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One matter from the first question to its end."""

    department: str
    language: str
    subjects: tuple[str, ...]
    lines: tuple[Line, ...]
    is_from_stranger: bool = False


@cache
def scenes() -> tuple[Scene, ...]:
    """All of them, in the order of the files' names."""
    return tuple(
        parse(part)
        for path in sorted(FOLDER.glob("*.txt"))
        for part in path.read_text(encoding="utf-8").split("=== ")
        if part.strip()
    )


def parse(text: str) -> Scene:
    """Read one scene without its leading "==="."""
    head, *lines = text.split("\n--- ")
    first, *fields = head.strip().splitlines()
    department, language = first.split()
    values = dict(field.split(": ", 1) for field in fields)
    return Scene(
        department=department,
        language=language,
        subjects=tuple(subject.strip() for subject in values["Subject"].split("|")),
        lines=tuple(_line(line) for line in lines),
        is_from_stranger=values.get("Stranger") == "yes",
    )


def _line(text: str) -> Line:
    who, _, words = text.partition("\n")
    words, _, file = words.strip().partition("\nFile: ")
    return Line(who.strip(), words.strip(), file.strip())
