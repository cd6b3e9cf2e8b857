"""What went wrong, as a code of RFC 3463, told by the codes and words of the report."""

import re
from dataclasses import replace

from hostdesk.core.incoming import Bounce
from hostdesk.gateways.mail.bounce_recipients import before_copy

# What the words mean as a code of RFC 3463, when no code was written.
_MEANINGS = tuple((re.compile(pattern, re.IGNORECASE), status) for pattern, status in (
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
        r"|does(?:n't| not) exist|unknown|invalid|unavailable)|not listed in|invalid (?:recipient"
        r"|address|user|mailbox)|no mailbox|not a (?:valid|known)|nicht gefunden|unbekannt"
        r"|does not exist|doesn't have|not our customer|存在しません", "5.1.1"),
    (
        r"disabled|inactive|suspended|deactivated|expired account|account.{0,30}closed|discontinued"
        r"|frozen", "5.2.1"),
    (r"too (?:large|big|long)|message size|exceeds? (?:the )?(?:max|size|limit)|size limit", "5.3.4"),
    (
        r"relay(?:ing)?|access denied|not (?:allowed|permitted|authori[sz]ed)|rejected|refused by"
        r"|spam|blocked|blacklist|policy|virus|prohibited|content", "5.7.1"),
    (r"loop|too many hops|hop count", "5.4.6"),
    (
        r"timed? ?out|connection (?:refused|timed|dropped|reset)|(?:unable|could not"
        r"|cannot) (?:to )?connect|expired|retry time|too long|not responding|gave up"
        r"|undelivered after|after \d+ (?:days|hours)|last \d+ seconds", "5.4.7"),
))  # fmt: skip
_CODE = re.compile(r"(?:(?<=[45]\d\d[ -])|(?<=#)|(?<=\()|(?<=[ :\[=]))([45]\.\d{1,3}\.\d{1,3})(?![.\d])")
_REPLY = re.compile(r"(?<![\d.:/-])([45])[0-7]\d(?=[ :;,-])(?![ -]\d{2,}:)")
_DELAYED = re.compile(
    r"(?:warning|delay)(?:ed|:| )|will (?:be )?(?:re)?tr(?:y|ied)|not yet been|still (?:being"
    r"|trying)|no action is required|you do not need to (?:do anything|resend)|keep trying"
    r"|temporar|attempts? will (?:continue|be made)|wird weiterhin versucht|verzögert",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"(?:permanent|fatal|giving up|gave up|given up|failed after|expired|no such user"
    r"|user unknown|returned to"
    r"|too long|no longer)",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"[45]\.(?:0\.0|3\.\d+|4\.7)$")


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
    """A generic code of the report gives way to the better one beside it (so does Sisimai)."""
    if bounce.action not in ("failed", "delayed"):
        return bounce
    if bounce.status and not _GENERIC.match(bounce.status):
        return bounce
    better = _status(f" {bounce.text}")
    if not better and not bounce.status:
        better = (
            _status(_near(bounce.recipient, text))
            or _meaning(bounce.text)
            or _meaning(before_copy(text))
            or "5.0.0"
        )
    return replace(bounce, status=better or bounce.status)


def _status(text: str) -> str:
    """The first code that says more than "failed"; else any code; else the class of the reply code."""
    codes = _CODE.findall(text[:20000])
    exact = next((code for code in codes if not code.endswith(".0.0")), "")
    if exact or codes:
        return str(exact or codes[0])
    return ""


def _meaning(text: str) -> str:
    reply = _REPLY.search(text[:20000])
    status = next((status for pattern, status in _MEANINGS if pattern.search(text[:6000])), "")
    if reply and status:
        return reply.group(1) + status[1:]
    return status or (f"{reply.group(1)}.0.0" if reply else "")


def _near(recipient: str, body: str) -> str:
    """The lines after the address, where the reason stands."""
    start = body.lower().find(recipient) if recipient else -1
    return body[start + len(recipient) : start + len(recipient) + 600] if start >= 0 else ""
