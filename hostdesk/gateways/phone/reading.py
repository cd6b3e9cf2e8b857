"""A call that is over as a message: who called whom, when, and what came of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hostdesk.core.calls import Result, is_mailbox
from hostdesk.core.incoming import Address, Incoming
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.lib import phones
from hostdesk.lib.phones import Phone


@dataclass(frozen=True, slots=True)
class Over:
    """The facts that were handed in; moments in UTC."""

    caller: Phone
    called: Phone
    result: Result
    agent: str
    began_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    seconds: int | None


def read(raw: bytes, key: str, recipients: tuple[str, ...]) -> Incoming | Unreadable:
    """The message that these bytes are."""
    try:
        call = _over(json.loads(raw))
    except (KeyError, TypeError, ValueError) as error:
        return Unreadable(Reason.CRASHED, str(error))
    return incoming(call, key, recipients)


def incoming(call: Over, key: str, recipients: tuple[str, ...]) -> Incoming:
    """In the language of the house: no customer ever reads it."""
    language = settings.HOSTDESK["HOSTDESK_LANGUAGE"]
    text = _text(call, language)
    words, who = _WORDS[language], phones.shown(call.caller, language)
    subject = words["missed.subject" if is_missed(call) else "subject"].format(who=who)
    return Incoming(
        key=key,
        channel="phone",
        sender=Address("", who),
        phone=call.caller.e164,
        subject=subject,
        text=text,
        new_text=text,
        recipients=recipients,
    )


def subject(who: str, language: str) -> str:
    """Of a call that goes on; `who` calls."""
    return _WORDS[language]["subject"].format(who=who)


def beginning(who: str, called: str, began_at: datetime, language: str) -> str:
    """All that is known of a call that goes on."""
    line = phones.shown(phones.read(called), language) if called else "–"
    return _WORDS[language]["call"].format(who=who, line=line, at=f"{_local(began_at):%d.%m.%Y, %H:%M}")


def is_missed(call: Over) -> bool:
    """Nobody of ours answered."""
    return call.result in (Result.MISSED, Result.VOICEMAIL)


def call_back_number(raw: bytes) -> str:
    """Whom to call back: E.164; a number that we cannot read as it came; "" if nobody could be called."""
    call = _over(json.loads(raw))
    if not is_missed(call):
        return ""
    is_callable = call.caller.kind in (phones.Kind.NUMBER, phones.Kind.UNKNOWN)
    return (call.caller.e164 or call.caller.raw) if is_callable else ""


def _over(said: dict[str, Any]) -> Over:
    return Over(
        caller=phones.read(said["caller"]),
        called=phones.read(said["called"]),
        result=Result(said["result"]),
        agent="" if is_mailbox(said["agent"]) else said["agent"],
        began_at=datetime.fromisoformat(said["began_at"]),
        answered_at=datetime.fromisoformat(said["answered_at"]) if said["answered_at"] else None,
        ended_at=datetime.fromisoformat(said["ended_at"]),
        seconds=said["seconds"],
    )


def _text(call: Over, language: str) -> str:
    words = _WORDS[language]
    named = {
        "who": phones.shown(call.caller, language),
        "line": phones.shown(call.called, language) if call.called.raw else "–",
        "at": f"{_local(call.began_at):%d.%m.%Y, %H:%M}",
        "agent": call.agent or words["somebody"],
        "talk": _span(call.seconds, words),
        "ring": _span(int((call.ended_at - call.began_at).total_seconds()), words),
    }
    return f"{words['call'].format(**named)}\n{words[call.result.value].format(**named)}"


def _span(seconds: int | None, words: dict[str, str]) -> str:
    if seconds is None:
        return words["unknown"]
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"]))


_WORDS = {
    "de": {
        "subject": "Anruf von {who}",
        "missed.subject": "Verpasster Anruf von {who}",
        "call": "Anruf von {who} an {line}, {at}",
        "answered": "Angenommen von {agent}, Gespräch {talk}",
        "missed": "Niemand hat abgenommen, es klingelte {ring}",
        "voicemail": "Der Anrufbeantworter hat abgenommen, {talk}",
        "forwarded": "Weitergeleitet nach {ring}",
        "somebody": "jemandem von uns",
        "unknown": "unbekannter Dauer",
    },
    "en": {
        "subject": "Call from {who}",
        "missed.subject": "Missed call from {who}",
        "call": "Call from {who} to {line}, {at}",
        "answered": "Answered by {agent}, talk {talk}",
        "missed": "Nobody answered, it rang {ring}",
        "voicemail": "The mailbox answered, {talk}",
        "forwarded": "Forwarded after {ring}",
        "somebody": "one of us",
        "unknown": "of unknown length",
    },
}
