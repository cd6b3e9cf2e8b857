"""What somebody reported, in a line or two: the beginning of her message without its greeting."""

import re

LONGEST = 200  # characters
_GREETING = re.compile(
    r"^(?:hallo|guten (?:tag|morgen|abend)|moin|servus|grüß gott|sehr geehrte[rs]?|liebe[rs]?|dear|hello|hi|"
    r"good (?:morning|afternoon|evening))\b[^,!.:\n]{0,60}[,!.:]\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def summary(beginning: str, *, author: str = "", is_cut: bool = False) -> str:
    """One line out of the first words of a message; `is_cut` says that more of it follows.

    Without the greeting, and without the `author`'s name where she signs with it after her last sentence. It
    ends with a sentence where one ends in its second half, else with a word and three dots.
    """
    text = _unsigned(_without_greeting(" ".join(beginning.split())), author)
    if len(text) <= LONGEST and not is_cut:
        return text
    text = text[:LONGEST]
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if found.end() > len(text) // 2]
    if ends:
        return text[: ends[-1]]
    return text.rpartition(" ")[0].rstrip(",;:–-") + " …" if " " in text else text


def _without_greeting(text: str) -> str:
    rest = _GREETING.sub("", text)
    return rest[:1].upper() + rest[1:] if rest else text


def _unsigned(text: str, author: str) -> str:
    end = max((found.end() for found in _SENTENCE_END.finditer(text)), default=0)
    is_signed = any(len(name) > 2 and name in text[end:] for name in author.split())
    return text[:end] if end and is_signed else text
