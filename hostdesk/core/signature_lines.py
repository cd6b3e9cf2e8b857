"""Where the signature of a mail begins: a closing with a name below it, a lone name, a legal footer."""

from hostdesk.core import signature_marks as marks
from hostdesk.core.quote_lines import Kind, Line

_MOST_LINES = 14  # below a closing; more than that is a letter that goes on
_LONGEST_NAME = 60
_MOST_LEGAL_LINES = 60

Numbered = tuple[int, Line]


def mark(lines: list[Line]) -> None:
    """Call the first line of each signature by its kind; what stands below belongs to it."""
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or lines[index].kind not in (Kind.TEXT, Kind.BLANK):
            stretch = enumerate(lines[start:index])
            # Far down in a long mail no line was looked at, and a blank one passes for text.
            _mark_stretch([(number, line) for number, line in stretch if line.text.strip()])
            start = index + 1


def _mark_stretch(lines: list[Numbered]) -> None:
    """Within a stretch of the writer's own lines, numbered and without the blank ones."""
    for index, (_, line) in enumerate(lines[1:-1], 1):
        if marks.CLOSING.match(line.text) and _is_signature(lines[index:]):
            line.kind = Kind.SIGNATURE
            return
    for _, line in lines[1:][-_MOST_LEGAL_LINES:]:
        if marks.LEGAL.match(line.text):
            line.kind = Kind.SIGNATURE
            return
    if start := _contact_block(lines):
        lines[start][1].kind = Kind.SIGNATURE
    elif len(lines) > 1 and marks.NAME.match(lines[-1][1].text):
        lines[-1][1].kind = Kind.SIGNATURE


def _is_signature(lines: list[Numbered]) -> bool:
    """A closing with a name right below it or with contact data, and nothing that is still to be said.

    A closing that stands alone is part of the letter.
    """
    (first, _), (second, _) = lines[:2]
    below = [line.text.strip() for _, line in lines[1:]]
    legal = next((index for index, text in enumerate(below) if marks.LEGAL.match(text)), len(below))
    block = below[:legal]
    if not block or len(block) > _MOST_LINES or any(marks.GOES_ON.search(text) for text in block):
        return False
    is_below = second == first + 1 and len(block[0]) <= _LONGEST_NAME and not block[0].endswith((":", "."))
    return is_below or any(marks.CONTACT.search(text) for text in block)


def _contact_block(lines: list[Numbered]) -> int:
    """Where a last paragraph of name, telephone and address begins; 0 if there is none.

    Below a colon such data is what the letter is about.
    """
    start = len(lines) - 1
    while start > 0 and lines[start - 1][0] == lines[start][0] - 1:
        start -= 1
    block = [line.text.strip() for _, line in lines[start:]]
    contacts = sum(bool(marks.CONTACT.search(text)) for text in block[1:])
    is_short = 3 <= len(block) <= _MOST_LINES and all(len(text) <= _LONGEST_NAME for text in block)
    is_asked = start > 0 and lines[start - 1][1].text.rstrip().endswith(":")
    is_name = is_short and not marks.CONTACT.search(block[0]) and block[0][-1] not in ".:?!,"
    return start if start > 0 and is_name and contacts >= 2 and not is_asked else 0
