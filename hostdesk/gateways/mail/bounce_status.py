"""What went wrong, as a code of RFC 3463, told by the codes and words of the report."""

import re
from dataclasses import replace
from functools import lru_cache

from hostdesk.core.incoming import Bounce
from hostdesk.gateways.mail.bounce_recipients import before_copy

# What the words mean as a code of RFC 3463, when no code was written.
_MEANINGS = tuple((re.compile(pattern, re.IGNORECASE), status) for pattern, status in (
    # Exim gives up for now, not for good: the next mail to this address is tried again.
    (r"retry time(?:out exceeded| not reached)|failing for a long time|delivery retry timeout", "4.4.7"),
    (
        r"quota|mailbox (?:is )?full|over ?limit|mailbox size|storage (?:limit|exceeded)"
        r"|insufficient (?:disk|storage)|disk full|exceeded storage|mailbox (?:has )?exceeded"
        r"|postfach.{0,20}voll|inbox is full", "5.2.2"),
    (
        r"host (?:unknown|not found)|unknown host|domain (?:not found|does not exist|unknown)"
        r"|name (?:server|service).{0,40}(?:not|fail|error)|no such (?:host|domain)|unrouteable"
        r"|no mx|couldn't find any host|bad destination (?:host|mailbox|system)|nxdomain|dns", "5.1.2"),
    (
        r"user unknown|unknown (?:user|recipient|address|mailbox|or illegal)|no such (?:user"
        r"|recipient|mailbox|address|person|account)|(?:user|recipient|mailbox|account|address"
        r"|e-?mail)\S*(?: \S+){0,4} (?:not (?:found|exist|known|listed|available|recogni[sz]ed)"
        r"|does(?:n't| not) exist|unknown|invalid|unavailable)|not listed in|invalid (?:final|recipient"
        r"|address|user|mailbox)|no mailbox|not a (?:valid|known)|nicht gefunden|unbekannt"
        r"|does not exist|doesn't have|not our customer|存在しません", "5.1.1"),
    (
        r"disabled|inactive|suspended|deactivated|expired account|account.{0,30}closed|discontinued"
        r"|frozen", "5.2.1"),
    (r"too (?:large|big|long)|message size|exceeds? (?:the )?(?:max|size|limit)|size limit", "5.3.4"),
    (
        r"relay(?:ing)?|access denied|not accepting mail|not (?:allowed|permitted)"
        r"|not authori[sz]ed|rejected|refused by"
        r"|spam|blocked|blacklist|policy|virus|prohibited|content", "5.7.1"),
    (r"loop|too many hops|hop count", "5.4.6"),
    (
        r"timed? ?out|connection (?:refused|timed|dropped|reset)|(?:unable|could not"
        r"|cannot) (?:to )?connect|expired|retry time|too long|not responding|gave up"
        r"|undelivered after|after \d+ (?:days|hours)|last \d+ seconds"
        r"|not reachable", "5.4.7"),
))  # fmt: skip
_CODE = re.compile(r"(?<![\d./vV])([45]\.[0-7]\.\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?<![\d./-])(?<!\d:)([45])[0-5]\d(?=[ :;,-])(?![ -]\d{2,}:)")
_ADDRESSES = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
_DELAYED = re.compile(
    r"(?:warning|delay)(?:ed|:| )|will (?:be )?(?:re)?tr(?:y|ied)|not yet been|still (?:being"
    r"|trying)|no action is required|you do not need to (?:do anything|resend)|keep trying"
    r"|temporar|attempts? will (?:continue|be made)|wird weiterhin versucht|verzögert",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"(?:permanent|fatal|giving up|gave up|given up|failed after|expired|no such user"
    r"|user unknown|(?<!will be )returned to"
    r"|too long|no longer)",
    re.IGNORECASE,
)


def judged(recipient: str, body: str, subject: str = "") -> Bounce:
    """Code and action of a worded report."""
    near = _near(recipient, body)
    status = _status(near) or _status(body)
    is_delay = bool(
        re.search(r"delay|verzögert|warning", subject, re.IGNORECASE) or _DELAYED.search(body)
    ) and not (status.startswith("5") or _FINAL.search(body[:6000]))
    if is_delay and not status.startswith("4"):
        status = "4.0.0"
    action = "delayed" if is_delay else "failed"
    return Bounce(
        recipient, status or _meaning(near) or _meaning(body) or "5.0.0", action, near[:500].strip()
    )


def improved(bounce: Bounce, text: str) -> Bounce:
    """The report's own code, or a better one from beside it or from the text above."""
    if bounce.action not in ("failed", "delayed"):
        return bounce
    status = bounce.status
    for place in (bounce.text, _near(bounce.recipient, text)):
        reply = _REPLY.search(place[:2000])
        status = _preferred(status, _status(place, status[:1]), reply.group(1) if reply else "")
        if status and not _says_little(status):
            break
    if not status:
        status = _meaning(bounce.text) or _meaning(before_copy(text)) or "5.0.0"
    return replace(bounce, status=status)


def _preferred(field: str, beside: str, reply: str) -> str:
    """The field's code or the one in the other server's answer, by what Sisimai has learned of them."""
    if not field or not beside or field == beside:
        return field or beside
    if field[0] != beside[0]:
        if reply == beside[0]:
            return beside
        return field
    if field.endswith(".0.0") or field == "4.4.7" or field.startswith("5.3."):
        return field if beside.endswith(".0.0") else beside
    if ".0" in field[1:4] or field.endswith(".0") or field == "5.1.1":
        return field if ".0" in beside else beside
    return beside if field == "5.1.3" and beside.startswith("5.7.") else field


def _says_little(status: str) -> bool:
    return status.endswith(".0.0") or status == "4.4.7"


def _status(text: str, like: str = "") -> str:
    """The code that says most; of class `like` if there is one of it."""
    codes = _CODE.findall(_ADDRESSES.sub(" ", text[:20000]))
    codes = [code for code in codes if code.startswith(like)] or codes
    return min(codes, key=_vagueness, default="")


def _vagueness(code: str) -> int:
    """0 for a code that names the reason; `min` keeps the first of equals."""
    return 2 if _says_little(code) else 1 if code.endswith(".0") else 0


@lru_cache(maxsize=4)
def _meaning(text: str) -> str:
    reply = _REPLY.search(text[:20000])
    status = next((status for pattern, status in _MEANINGS if pattern.search(text[:6000])), "")
    if reply and status:
        return reply.group(1) + status[1:]
    return status or (f"{reply.group(1)}.0.0" if reply else "")


def _near(recipient: str, body: str) -> str:
    """The lines after the address, where the reason stands; some reports name it again further down."""
    if not recipient:
        return ""
    lower, pieces, start = body[:60000].lower(), list[str](), 0
    while len(pieces) < 3 and (start := lower.find(recipient, start)) >= 0:
        start += len(recipient)
        pieces.append(body[start : start + 600])
    return "\n".join(pieces)
