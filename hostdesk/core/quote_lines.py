"""What each line of a mail is: text, quotation, its header, a signature."""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from hostdesk.core import quote_marks as marks
from hostdesk.core import signature_marks

_LONGEST_HEADER = 5  # lines over which a mail program folds "On … wrote:"
_LONG_LINE = 60
_LINES = 4000  # below, a line is a quotation only by its mark: logs are long, and no reply starts there
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
class Line:
    text: str
    kind: Kind


def classified(raw: list[str]) -> list[Line]:
    """Every line with what it is, seen for itself first and then with its neighbours."""
    lines = [Line(line, _kind(line)) for line in raw[:_LINES]]
    for index in range(len(lines)):
        if lines[index].kind in (Kind.TEXT, Kind.QUOTED):
            _mark_folded_header(lines, index)
    for index in range(len(lines)):
        if lines[index].kind is Kind.TEXT and marks.FIRST_LABEL.match(lines[index].text):
            _mark_block(lines, index)
        elif lines[index].kind is Kind.HEADER:
            _mark_rule_above(lines, index)
    _mark_around_quotations(lines)
    _mark_list_footers(lines)
    return lines + [Line(line, Kind.QUOTED if line.startswith(">") else Kind.TEXT) for line in raw[_LINES:]]


def _mark_around_quotations(lines: list[Line]) -> None:
    """Above a quotation an unknown header, within it the broken rest of a line that was too long."""
    for index, line in enumerate(lines):
        if line.kind is Kind.QUOTED and index and lines[index - 1].kind is not Kind.QUOTED:
            _mark_header_above(lines, index)
            _mark_broken_lines(lines, index)


def _mark_header_above(lines: list[Line], index: int) -> None:
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


def _mark_broken_lines(lines: list[Line], index: int) -> None:
    """One or two lines between two quoted ones, no blanks, after a long line: a careless line break."""
    start = index - 1
    while start >= 0 and index - start < 3 and lines[start].kind is Kind.TEXT:
        start -= 1
    if 0 <= start < index - 1 and lines[start].kind is Kind.QUOTED and len(lines[start].text) >= _LONG_LINE:
        for line in lines[start + 1 : index]:
            line.kind = Kind.QUOTED


def _mark_list_footers(lines: list[Line]) -> None:
    """What a mailing list adds below a line of underscores."""
    for line, below in pairwise(lines):
        if (
            line.kind is Kind.TEXT
            and marks.RULE.match(line.text)
            and signature_marks.LIST_FOOTER.search(below.text)
        ):
            line.kind = Kind.SIGNATURE


def _kind(line: str) -> Kind:
    if not line.strip():
        return Kind.BLANK
    if len(line) > 400:
        return Kind.QUOTED if line.startswith(">") else Kind.TEXT
    bare = line.strip()
    if bare in _TRACKERS:
        return Kind.BLANK
    if marks.ABOVE_LINE.match(bare):
        return Kind.ABOVE
    if marks.QUOTED.match(line) and bare != ">:":  # the end of "<a@b\n>:", broken by a careless program
        return Kind.QUOTED
    if marks.DASHED.match(bare) or marks.WHOLE_LINE.match(bare) or _is_wrote(bare):
        return Kind.HEADER
    if signature_marks.DASHES.match(line) or signature_marks.SENT_FROM.match(bare):
        return Kind.SIGNATURE
    return Kind.TEXT


def _is_wrote(bare: str) -> bool:
    return bare.rstrip(" *_\"'>])-").endswith((":", "：")) and bool(marks.WROTE.match(bare))


def _mark_folded_header(lines: list[Line], index: int) -> None:
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


def _mark_block(lines: list[Line], index: int) -> None:
    """Two or more of From, Sent, To, Subject close together are the head of a quoted mail."""
    labels, last = {_label(lines[index].text)}, index
    for position in range(index + 1, min(index + 14, len(lines))):
        text = lines[position].text
        if marks.LABEL.match(text):
            labels.add(_label(text))
            last = position
        elif position - last > 2:
            break
    if len(labels) < 3 and not (
        len(labels) == 2 and ("@" in lines[index].text or _is_after_rule(lines, index))
    ):
        return
    for line in lines[index : last + 1]:
        line.kind = Kind.HEADER
    _mark_rule_above(lines, index)


def _label(text: str) -> str:
    return re.split("[:：]", text, maxsplit=1)[0].strip(" *_|\t").lower()


def _is_after_rule(lines: list[Line], index: int) -> bool:
    above = [line for line in lines[max(0, index - 3) : index] if line.kind is not Kind.BLANK]
    return bool(above) and (above[-1].kind is Kind.HEADER or bool(marks.RULE.match(above[-1].text)))


def _mark_rule_above(lines: list[Line], index: int) -> None:
    for line in reversed(lines[max(0, index - 3) : index]):
        if marks.RULE.match(line.text) or signature_marks.DASHES.match(line.text):
            line.kind = Kind.HEADER
        elif line.kind is not Kind.BLANK:
            return
