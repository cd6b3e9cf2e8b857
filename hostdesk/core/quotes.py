"""What is new in a mail: the text without quotation and signature.

The rule: keep all that is not proven to be quotation, and never return nothing where there was text.
"""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from hostdesk.core import quote_marks as marks

_LONGEST_HEADER = 5  # lines over which a mail program folds "On … wrote:"
_LONG_LINE = 60
_LINES = 4000  # what stands below is cut off unread; new text comes first


_TRACKERS = ("\u1427", "\u200b", "\ufeff")  # all that is left of a tracking image


class Kind(Enum):
    """What a line is, seen for itself."""

    TEXT = "text"
    BLANK = "blank"
    QUOTED = "quoted"
    HEADER = "header"  # "On … wrote:", "-----Original Message-----", a block of From/Sent/To
    SIGNATURE = "signature"
    ABOVE = "above"  # "please reply above this line"


@dataclass(slots=True)
class _Line:
    text: str
    kind: Kind


def new_text(text: str) -> str:
    """The new part of a mail; the whole text if nothing new could be told apart."""
    lines = _classified(text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")[:_LINES])
    kept = _tidied(_kept(lines))
    return kept or _tidied([line.text for line in lines if line.kind is not Kind.BLANK]) or text.strip()


def _classified(raw: list[str]) -> list[_Line]:
    lines = [_Line(line, _kind(line)) for line in raw]
    for index in range(len(lines)):
        if lines[index].kind in (Kind.TEXT, Kind.QUOTED):
            _mark_folded_header(lines, index)
    for index in range(len(lines)):
        if lines[index].kind is Kind.TEXT and marks.FIRST_LABEL.match(lines[index].text):
            _mark_block(lines, index)
    _mark_around_quotations(lines)
    _mark_list_footers(lines)
    return lines


def _mark_around_quotations(lines: list[_Line]) -> None:
    """Above a quotation an unknown header, within it the broken rest of a line that was too long."""
    for index, line in enumerate(lines):
        if line.kind is Kind.QUOTED and index and lines[index - 1].kind is not Kind.QUOTED:
            _mark_header_above(lines, index)
            _mark_broken_lines(lines, index)


def _mark_header_above(lines: list[_Line], index: int) -> None:
    last = index - 1
    while last > 0 and lines[last].kind is Kind.BLANK:
        last -= 1
    first = last
    while first > 0 and last - first < 2 and lines[first - 1].kind is Kind.TEXT:
        first -= 1
    for start in range(last, first - 1, -1):
        joined = " ".join(line.text.strip() for line in lines[start : last + 1])
        is_plain = all(line.kind is Kind.TEXT for line in lines[start : last + 1])
        if is_plain and len(joined) < 300 and (_is_wrote(joined) or _names_somebody(joined)):
            for line in lines[start : last + 1]:
                line.kind = Kind.HEADER
            return


def _names_somebody(text: str) -> bool:
    """An address and a date or time, then a colon: a header in a language we do not know."""
    return bool(re.search(r"@.*\d.*:$|\d.*@.*:$", text)) and bool(
        re.search(r"\b(?:19|20)\d\d\b|\d:\d\d", text)
    )


def _mark_broken_lines(lines: list[_Line], index: int) -> None:
    """One or two lines between two quoted ones, no blanks, after a long line: a careless line break."""
    start = index - 1
    while start >= 0 and index - start < 3 and lines[start].kind is Kind.TEXT:
        start -= 1
    if 0 <= start < index - 1 and lines[start].kind is Kind.QUOTED and len(lines[start].text) >= _LONG_LINE:
        for line in lines[start + 1 : index]:
            line.kind = Kind.QUOTED


def _mark_list_footers(lines: list[_Line]) -> None:
    """What a mailing list adds below a line of underscores."""
    for line, below in pairwise(lines):
        if line.kind is Kind.TEXT and marks.RULE.match(line.text) and marks.LIST_FOOTER.search(below.text):
            line.kind = Kind.SIGNATURE


def _kind(line: str) -> Kind:
    if not line.strip():
        return Kind.BLANK
    if len(line) > 400:
        return Kind.QUOTED if line.startswith(">") else Kind.TEXT
    if marks.ABOVE_LINE.match(line):
        return Kind.ABOVE
    if marks.QUOTED.match(line):
        return Kind.QUOTED
    if line.strip() in _TRACKERS:
        return Kind.BLANK
    if marks.DASHED.match(line) or _is_wrote(line):
        return Kind.HEADER
    if marks.SIGNATURE.match(line) or marks.SENT_FROM.match(line):
        return Kind.SIGNATURE
    return Kind.TEXT


def _is_wrote(line: str) -> bool:
    return line.rstrip(" *_\"'>])-").endswith((":", "：")) and bool(marks.WROTE.match(line))


def _mark_folded_header(lines: list[_Line], index: int) -> None:
    """A header folded over up to five lines becomes one header."""
    text = lines[index].text
    if lines[index].kind is not Kind.TEXT or not (
        marks.WROTE_START.match(text) or ("<" in text and "@" in text)
    ):
        return
    joined = lines[index].text.strip()
    for last in range(index + 1, min(index + _LONGEST_HEADER, len(lines))):
        if lines[last].kind is Kind.BLANK:
            return
        joined += " " + lines[last].text.strip()
        if len(joined) < 400 and _is_wrote(joined):
            for line in lines[index : last + 1]:
                line.kind = Kind.HEADER
            return


def _mark_block(lines: list[_Line], index: int) -> None:
    """Two or more of From, Sent, To, Subject close together are the head of a quoted mail."""
    labels, last = {_label(lines[index].text)}, index
    for position in range(index + 1, min(index + 14, len(lines))):
        text = lines[position].text
        if marks.LABEL.match(text):
            labels.add(_label(text))
            last = position
        elif position - last > 2:
            break
    if len(labels) < 3 and not (len(labels) == 2 and _is_after_rule(lines, index)):
        return
    for line in lines[index : last + 1]:
        line.kind = Kind.HEADER
    _mark_rule_above(lines, index)


def _label(text: str) -> str:
    return re.split("[:：]", text, maxsplit=1)[0].strip(" *_|\t").lower()


def _is_after_rule(lines: list[_Line], index: int) -> bool:
    above = [line for line in lines[max(0, index - 3) : index] if line.kind is not Kind.BLANK]
    return bool(above) and (above[-1].kind is Kind.HEADER or bool(marks.RULE.match(above[-1].text)))


def _mark_rule_above(lines: list[_Line], index: int) -> None:
    for line in reversed(lines[max(0, index - 3) : index]):
        if marks.RULE.match(line.text) or marks.SIGNATURE.match(line.text):
            line.kind = Kind.HEADER
        elif line.kind is not Kind.BLANK:
            return


def _kept(lines: list[_Line]) -> list[str]:
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
            kept.append(line.text)
        index += 1
    return kept


def _after_header(lines: list[_Line], index: int) -> int:
    while index < len(lines) and lines[index].kind is Kind.HEADER:
        index += 1
    return index


def _after_quotation(lines: list[_Line], index: int) -> int | None:
    """Where the marked quotation below a header ends; None if the quotation carries no marks."""
    index = _after_header(lines, index)
    while index < len(lines) and lines[index].kind is Kind.BLANK:
        index += 1
    return index if index < len(lines) and lines[index].kind is Kind.QUOTED else None


def _after_signature(lines: list[_Line], index: int) -> int:
    """A signature reaches to the next quotation or to the end."""
    if marks.SENT_FROM.match(lines[index].text):
        return index + 1
    while index < len(lines) and lines[index].kind not in (Kind.HEADER, Kind.QUOTED):
        index += 1
    return index


def _tidied(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
