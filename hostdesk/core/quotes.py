"""What is new in a mail: the text without quotation and signature.

The rule: keep all that is not proven to be quotation, and never return nothing where there was text.
"""

import re

from hostdesk.core import quote_marks as marks
from hostdesk.core.quote_lines import Kind, Line, classified


def new_text(text: str) -> str:
    """The new part of a mail; the whole text if nothing new could be told apart."""
    lines = classified(text.replace("\r\n", "\n").replace("\xa0", " ").split("\n"))
    kept = _tidied(_kept(lines))
    return kept or _tidied([line.text for line in lines if line.kind is not Kind.BLANK]) or text.strip()


def _kept(lines: list[Line]) -> list[str]:
    kept: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind is Kind.HEADER:
            after = _after_quotation(lines, index)
            if after is None and any(text.strip() for text in kept):
                break  # no marks on the lines below: all of them are the quoted mail
            index = after if after is not None else _after_header(lines, index)
            continue
        if line.kind is Kind.ABOVE and any(text.strip() for text in kept):
            break
        if line.kind is Kind.SIGNATURE and any(text.strip() for text in kept):
            index = _after_signature(lines, index)
            continue
        if line.kind in (Kind.TEXT, Kind.BLANK):
            kept.append(line.text if line.kind is Kind.TEXT else "")
        index += 1
    return kept


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
