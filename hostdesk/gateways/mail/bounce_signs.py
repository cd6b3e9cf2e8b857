"""By which signs a mail without a machine-readable part is known as a delivery report."""

import re
from dataclasses import dataclass

_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail-daemon|daemon|po+st[-_]?master|postmast|mailadmin|mail[-_.]?delivery"
    r"|mdaemon|maildelivery|mail\.delivery"
    r"|mailer|bounce\w*|mail-system|mailsystem|smtp-gateway|admin|administrator|sysop|mxadmin"
    r"|mailserver|no-?reply|noreply|support|microsoftexchange\w*)"
    r"(?:[-+.=][\w.+=-]*)?@",
    re.IGNORECASE,
)
_REAL_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail-daemon|po+st[-_]?mast(?:er)?|daemon|mdaemon"
    r"|microsoftexchange\w*)(?:[-+.=][\w.+=-]*)?(?:@|$)",
    re.IGNORECASE,
)
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
    r"|存在しません|配信できません|送信できません|届けることが"
    r"|invalid (?:final|user)|postponed|unknown address|doesn't have an? .{0,30}account"
    r"|account .{0,40}(?:disabled|inactive|suspended|not exist|closed)|no longer (?:valid|active"
    r"|exists|in use|works?|available|with)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"out of (?:the )?office|vacation|auto(?:matic)?[- ]?(?:reply|response)|automatische antwort"
    r"|abwesen|whitelist|white list|challenge|verify (?:your|that you)|confirm (?:that|your)"
    r"|boxbe|spamarrest|earthlink spam",
    re.IGNORECASE,
)
_REFUSED_REQUEST = re.compile(
    r"boxbe|spam ?arrest|whitelist|approved sender|guest list|waiting list|click .{0,30}(?:link"
    r"|below) to (?:deliver|confirm|verify)",
    re.IGNORECASE,
)

_CHALLENGE = re.compile(r"\bboxbe\b|spam ?arrest", re.IGNORECASE)
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Signs:
    """What is looked at; `body` is the report without the copy of the returned mail."""

    sender: str
    subject: str
    body: str
    is_null_return_path: bool
    is_report: bool  # multipart/report


def is_bounce(signs: Signs) -> bool:
    """Wording alone never suffices: a person who asks about a bounce must get an answer."""
    is_daemon = bool(_REAL_DAEMON.match(signs.sender)) or not signs.sender
    is_machine = bool(_DAEMON.match(signs.sender))
    if not (is_daemon or is_machine or signs.is_null_return_path or signs.is_report) or _is_answer(signs):
        return False
    score = 2 * is_daemon + is_machine + signs.is_null_return_path + 2 * signs.is_report
    return score + 2 * _is_subject(signs.subject) + 2 * speaks_of_failure(signs.body) >= _ENOUGH


def speaks_of_failure(body: str) -> bool:
    """The text speaks of a failed or delayed delivery."""
    return bool(_BODY.search(body[:20000]))


def _is_subject(subject: str) -> bool:
    """The subject of a report, in the languages seen so far."""
    return bool(_SUBJECT.search(subject)) and not re.match(
        r"\s*(?:re|aw|fwd?|wg)\s*:", subject, re.IGNORECASE
    )


def _is_answer(signs: Signs) -> bool:
    """An absence notice or a spam filter's question, which also come from a null return path."""
    return bool(_ANSWER.search(signs.subject)) or bool(_REFUSED_REQUEST.search(signs.body[:4000]))


def is_challenge(text: str) -> bool:
    """A filter that asks the sender to prove himself, dressed up as a report (Boxbe)."""
    return bool(_CHALLENGE.search(text[:4000]))
