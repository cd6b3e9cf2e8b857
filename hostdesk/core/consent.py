"""Whether a mail says yes, and whether a question for consent can still be answered (M15).

The rule of the reading: a yes that could be anything else is no yes; a person sends the link instead.
Worked examples: docs/rules/consent-answers.md.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hostdesk.core import consent_words as words

_LONG = 1500  # characters; who writes more than this says more than yes


class Reading(StrEnum):
    """What a reply says to our question."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"  # both, neither, or with a condition: nothing is agreed


class Objection(StrEnum):
    """Why an answer does not count."""

    UNKNOWN = "unknown"  # there is no such link, or not for this ticket
    ANSWERED = "answered"
    SUPERSEDED = "superseded"  # a newer question took its place
    EXPIRED = "expired"
    NOT_CONTACT = "not_contact"  # left the customer, changed address, or may not order
    PRICE_CHANGED = "price_changed"
    TEXT_CHANGED = "text_changed"  # the page showed something else than what we asked
    NOT_HER_MAIL = "not_her_mail"  # another address, or an address that only looks alike
    NOT_PROVEN = "not_proven"  # the sender's domain was not proven (DMARC)
    NO_REPLY_KEY = "no_reply_key"  # does not answer our letter
    ROBOT = "robot"  # an absence notice, a list, a bounce
    OTHER_TICKET = "other_ticket"
    TOO_EARLY = "too_early"  # older than the question
    REPLAYED = "replayed"  # the same mail has come before
    NOT_YES = "not_yes"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and what has become of it (instants in UTC)."""

    asked_at: datetime
    expires_at: datetime
    tariff: str  # label of the price list in the question
    text_sha256: str
    address: str
    is_answered: bool = False
    is_superseded: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail that may be the answer."""

    at: datetime  # received, UTC
    address: str  # lower case
    is_proven: bool  # DMARC passed at our own border server
    has_reply_key: bool  # joined by our signed key, issued to this very address
    is_robot: bool
    is_same_ticket: bool
    has_come_before: bool  # a mail with this Message-ID, or it has none
    new_text: str  # without quotation


def objection(question: Question, at: datetime, tariff: str, *, is_contact: bool) -> Objection | None:
    """Why the question cannot be answered `at` this moment under the present price list; None if it can."""
    if question.is_superseded:
        return Objection.SUPERSEDED
    if question.is_answered:
        return Objection.ANSWERED
    if at < question.asked_at:
        return Objection.TOO_EARLY
    if at >= question.expires_at:
        return Objection.EXPIRED
    if not is_contact:
        return Objection.NOT_CONTACT
    return Objection.PRICE_CHANGED if tariff != question.tariff else None


def mail_objection(question: Question, reply: Reply) -> Objection | None:
    """Why this mail is no consent, apart from the state of the question; None if an agent may confirm it."""
    reasons = {
        Objection.OTHER_TICKET: not reply.is_same_ticket,
        Objection.NOT_HER_MAIL: reply.address != question.address,
        Objection.NOT_PROVEN: not reply.is_proven,
        Objection.NO_REPLY_KEY: not reply.has_reply_key,
        Objection.ROBOT: reply.is_robot,
        Objection.REPLAYED: reply.has_come_before,
        Objection.NOT_YES: read(reply.new_text) is not Reading.YES,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def read(new_text: str) -> Reading:
    """What the writer's own words say: YES only without a trace of no, condition, question or absence."""
    said = _own_words(new_text)
    says_yes, says_no = bool(words.YES.search(said)), bool(words.NO.search(said))
    if words.PLAIN_NO.match(said) or (says_no and not says_yes):
        return Reading.NO
    is_doubtful = says_no or words.DOUBT.search(said) or len(said) > _LONG or _has_other_letters(said)
    is_plain = says_yes and not is_doubtful
    return Reading.YES if is_plain else Reading.UNCLEAR


def _own_words(text: str) -> str:
    """Lower case, one spelling, without lines that are marked as quotation or follow the head of one."""
    # Not NFKC: letters of other alphabets that look like ours must not become ours.
    text = unicodedata.normalize("NFC", text).replace("’", "'").lower()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")  # they hide a word
    own: list[str] = []
    for line in text.splitlines():
        if words.QUOTE_HEAD.match(line):
            break
        if not line.lstrip().startswith((">", "|")):
            own.append(line)
    return " ".join(" ".join(own).split())


def _has_other_letters(text: str) -> bool:
    """Letters that may look like ours and are not: a "no" with one of them would not be seen."""
    return any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in text)
