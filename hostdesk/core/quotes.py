"""What is new in a mail: the text without quotation and signature.

The rule: keep all that is not proven to be quotation, and never return nothing where there was text.
"""

import re
from dataclasses import dataclass

from hostdesk.core import signature_lines
from hostdesk.core import signature_marks as marks
from hostdesk.core.quote_lines import Kind, Line, classified


@dataclass(frozen=True, slots=True)
class Reply:
    """The writer's own words, and with what they were signed."""

    new_text: str
    signature: str = ""


def read(text: str) -> Reply:
    """The new part of a mail (the whole text if nothing new could be told apart) and its signature."""
    lines = classified(text.replace("\r\n", "\n").replace("\xa0", " ").split("\n"))
    signature_lines.mark(lines)
    kept, signed = _kept(lines)
    if new := _tidied(kept):
        return Reply(new, _tidied(signed))
    return Reply(_tidied([line.text for line in lines if line.kind is not Kind.BLANK]) or text.strip())


def new_text(text: str) -> str:
    """The new part of a mail alone."""
    return read(text).new_text


def _kept(lines: list[Line]) -> tuple[list[str], list[str]]:
    """What is new, and the signatures within it."""
    kept: list[str] = []
    signed: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        has_text = any(text.strip() for text in kept)
        if line.kind is Kind.HEADER:
            after = _after_quotation(lines, index)
            if after is None and has_text:
                break  # no marks on the lines below: all of them are the quoted mail
            index = after if after is not None else _after_header(lines, index)
            continue
        if line.kind is Kind.ABOVE and has_text:
            break
        if line.kind is Kind.SIGNATURE and has_text:
            after_it = _after_signature(lines, index)
            signed += [line.text for line in lines[index:after_it]]
            index = after_it
            continue
        if line.kind in (Kind.TEXT, Kind.BLANK):
            kept.append(line.text if line.kind is Kind.TEXT else "")
        index += 1
    return kept, signed


def _after_header(lines: list[Line], index: int) -> int:
    while index < len(lines) and lines[index].kind is Kind.HEADER:
        index += 1
    return index


def _after_quotation(lines: list[Line], index: int) -> int | None:
    """Where the marked quotation below a header ends; None if the quotation carries no marks."""
    index = _after_header(lines, index)
    while index < len(lines) and lines[index].kind is Kind.BLANK:
        index += 1
    return index if index < len(lines) and lines[index].kind is Kind.QUOTED else None


def _after_signature(lines: list[Line], index: int) -> int:
    """A signature reaches to the next quotation or to the end."""
    if marks.SENT_FROM.match(lines[index].text):
        return index + 1
    while index < len(lines) and lines[index].kind not in (Kind.HEADER, Kind.QUOTED):
        index += 1
    return index


def _tidied(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
