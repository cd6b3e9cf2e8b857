"""How mail servers word a failure when they write no machine-readable report, family by family."""

import re
from dataclasses import replace

from hostdesk.core.incoming import Bounce

ADDRESS = re.compile(
    r"[A-Za-z0-9_!#$%&*+/=?^{|}~-][A-Za-z0-9!#$%&*+/=?^_{"
    r"|}~.-]{0,79}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}"
)
_A = r"[<(\[\"']?(?:mailto:|smtp:|rfc822;)?[ \t]*(?<![\w.+=/&%-])(" + ADDRESS.pattern + r")"

_SUBJECT = re.compile(
    r"undeliver(?:able|ed)|un-?deliverable|returned (?:mail|to sender|email)|(?:mail|message"
    r"|delivery) (?:delivery )?(?:status|failure|failed|error|problem|notification|report"
    r"|subsystem)"
    r"|failure (?:notice|delivery)|delivery (?:has )?fail|failed (?:mail|delivery|to deliver)"
    r"|(?:could|can|was|has) ?not (?:be |been )?(?:deliver|sent)|non-?deliver(?:able|y|ed)"
    r"|not delivered"
    r"|unzustellbar|nicht zugestellt|unzustellbare|zustell(?:ung|fehler)|rejected mail"
    r"|mail (?:system )?error|mail could not|message status|bounced mail|warning: (?:could not"
    r"|message|delayed)|delayed mail|delivery delay|mail delay"
    r"|user unknown|unknown user|recipient|undelivered|permanent (?:delivery )?(?:failure|error)"
    r"|dsn\b|ndn\b|nondeliverable|échec de la remise|non remis|mensaje no entregado|no entregad"
    r"|devuelto|mancata consegna|mailbox (?:full|is full)|quota"
    r"|エラー|配信|配送|届け|returned"
    r"|error sending|problems? delivering|delivery\b.{0,20}\b(?:notice|warning)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:could|can|was|has|have|were|is|did|does)\s?(?:not|n't)(?:\s+\w+){0,3}\s+(?:be\s+"
    r"|been\s+)?(?:deliver|reach|sent\b|accept|process|complet|exist)|undeliver(?:able|ed)"
    r"|non-?deliver(?:able|y)|unable to (?:deliver|relay|find)|failed to deliver|delivery (?:to"
    r"|of|has|attempt|fail|status|error|not)"
    r"|permanent(?:ly)? (?:fatal )?(?:error|failure|fail)|fatal errors|user unknown|unknown user"
    r"|no such (?:user|recipient|mailbox|address|person)|recipient (?:unknown|rejected|not found"
    r"|address)|mailbox (?:unavailable|full|not found|is full|disabled|does not exist|unknown"
    r"|quota)"
    r"|over ?quota|quota exceeded|exceeded (?:his|her|the|their|its|storage)?.{0,20}quota"
    r"|host (?:unknown|not found)|address(?:es)? (?:unknown|rejected|not found|failed|had)"
    r"|returned (?:to|mail|message|below)|message (?:was )?(?:returned|rejected)|bounced?\b"
    r"|nicht (?:zugestellt|ausgeliefert|gefunden)|unzustellbar|unbekannt(?:er)? (?:benutzer"
    r"|empf)|konnte(?:n)? (?:an|nicht)|[45]\d\d[ -]#?[45]\.\d\.\d|\b5[05]\d\b.{0,80}(?:user"
    r"|mailbox|recipient|relay|reject|denied|unknown)|smtp error|rcpt to|not (?:listed|known"
    r"|a valid|our customer)|invalid (?:recipient|address|user)"
    r"|存在しません|配信できません|送信できません|届けることが|unknown address|doesn't have an? .{0,30}account"
    r"|account .{0,40}(?:disabled|inactive|suspended|not exist|closed)|no longer (?:valid|active"
    r"|exists|in use|works?|available|with)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"out of (?:the )?office|vacation|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort"
    r"|abwesen|whitelist|white list|challenge|verify (?:your|that you)|confirm (?:that|your)"
    r"|boxbe|spamarrest|earthlink spam|subscribe\b|ticket",
    re.IGNORECASE,
)
_REFUSED_REQUEST = re.compile(
    r"boxbe|spam ?arrest|whitelist|approved sender|guest list|waiting list|click .{0,30}(?:link"
    r"|below) to (?:deliver|confirm|verify)",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^\s{0,4}(?:[-=*_#]{2,}\s*)?(?:(?:below|enclosed|here|following|this|what follows"
    r"|the following|the original|original|unsent|undelivered|returned|start of|beginning of"
    r"|included|a copy|copy).{0,60}(?:copy|message|mail|header|text)s?.{0,80}(?:follow|below"
    r"|returned|header|lines?|begin|original|attached|is|was|:|-{2,})"
    r"|original message|message headers?|unsent message|(?:original|returned) (?:mail|text"
    r"|headers?)|undelivered message|message header for|header of the|headers? follow|received:"
    r"|return-path:|hier ist|ursprüngliche nachricht"
    r"|.{0,20}urspr.{0,20}nachricht.{0,20})[^\n]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)

# Where a family of servers puts the address that failed; the first rule that finds any wins.
_RECIPIENTS = tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in (
    rf"^\s{{0,8}}{_A}[>)\]\"']?\s?:\s*(?:$|\S)",  # qmail, Postfix, Courier: "<a@x>:" and the reason
    rf"rcpt to:?\s*<?{_A}",  # Sendmail's transcript, many others
    rf"(?:final|original|failed|x-failed)?[- ]?recipients?(?: address(?:es)?)?(?: is| are"
    rf"| was)?\s*[:=]?\s*(?:rfc822;\s*)?{_A}",
    rf"^[ \t]{{0,12}}{_A}[>)\]\"']?,?[ \t]*$",  # Exim, Sendmail, Exchange: alone on its line
    rf"^[ \t]{{1,12}}{_A}[>)\]\"']?[ \t]+(?:on|\(|-|\.\.\.|\w)",  # Exchange: "a@x on Mon, …"
    rf"\b(?:user|to|address|mailbox|account|for|empfänger|adresse|an|addressed to|destination"
    rf"|addressee)s?(?: of| is)?\s*[:=]?\s*{_A}",
    rf"{_A}[>)\]\"']?[ \t]*(?:\.\.\.|:|-|\(|,)?[ \t]*(?:user|unknown|does|is not|not|mailbox|host"
    rf"|no such|undeliver|was|could|over|quota|[45]\d\d)",
))  # fmt: skip

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
        r"|undelivered after|after \d+ (?:days|hours)", "4.4.7"),
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
    r"(?:permanent|fatal|giving up|gave up|given up|returned|undeliverable|failed after|expired"
    r"|too long|no longer|failure)",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"[45]\.(?:0\.0|3\.\d+|4\.7)$")


def is_subject(subject: str) -> bool:
    """The subject of a report, in the languages seen so far."""
    return bool(_SUBJECT.search(subject)) and not re.match(
        r"\s*(?:re|aw|fwd?|wg)\s*:", subject, re.IGNORECASE
    )


def is_body(body: str) -> bool:
    """The text speaks of a failed or delayed delivery."""
    return bool(_BODY.search(body[:20000]))


def is_answer(subject: str, body: str) -> bool:
    """An absence notice or a spam filter's question, which also come from a null return path."""
    return bool(_ANSWER.search(subject)) or bool(_REFUSED_REQUEST.search(body[:4000]))


def before_copy(text: str) -> str:
    """The report itself, without the copy of the mail below it."""
    match = _COPY.search(text[:60000], 40)
    return text[: match.start()] if match and _BODY.search(text[: match.start()]) else text[:60000]


def recipients(body: str, sender: str) -> list[str]:
    """The addresses that failed, by the first family whose wording fits; [] if none does."""
    for rule in _RECIPIENTS:
        found = [match.group(1).lower().strip(".") for match in rule.finditer(body[:20000])]
        wanted = [
            address for address in dict.fromkeys(found) if address != sender and not _is_daemon(address)
        ]
        if wanted:
            return wanted[:100]
    return []


def any_address(text: str, sender: str) -> list[str]:
    """The first address in the text that is not the reporting server itself."""
    found = (match.group().lower().strip(".") for match in ADDRESS.finditer(text[:20000]))
    return [next((address for address in found if address != sender and not _is_daemon(address)), "")]


def judged(recipient: str, body: str, subject: str = "") -> Bounce:
    """Code and action of a worded report."""
    near = _near(recipient, body)
    status = _status(near) or _status(body)
    is_delay = bool(
        _DELAYED.search(subject) or (_DELAYED.search(body) and not _FINAL.search(body[:6000]))
    ) and not status.startswith("5")
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


def _is_daemon(address: str) -> bool:
    return bool(re.match(r"(?:mailer-?daemon|postmaster|abuse|mail-?daemon)\b", address))
