"""Whose mail it was that could not be delivered, told by the words of the report."""

import re
from functools import lru_cache
from itertools import islice

from hostdesk.gateways.mail.bounce_lists import ADDRESS, A, announced
from hostdesk.gateways.mail.bounce_signs import speaks_of_failure

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

_LIST_FOLLOWS = re.compile(r"recipient|address|receive|empfänger", re.IGNORECASE)
# Where a family of servers puts the address that failed; the first rule that finds any wins.
_RECIPIENTS = tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in (
    rf"^\s{{0,8}}{A}[>)\]\"']?\s?:\s*(?:$|\S)",  # qmail, Postfix, Courier: "<a@x>:" and the reason
    rf"rcpt to:?\s*<?{A}",  # Sendmail's transcript, many others
    # IMail, and servers that speak in labels
    rf"(?:final delivery userid|undeliverable (?:address|to)"
    rf"|error-for|addressed to|user mailbox[^:\n]{{0,40}}"
    rf"|delivery failed[^:\n]{{0,40}}|mailbox is full)\s?:?\s*{A}",
    rf"(?:final|original|failed|x-failed)?[- ]?recipients?(?: address(?:es)?)?(?: is| are"
    rf"| was)?\s*[:=]?\s*(?:rfc822;\s*)?{A}",
    rf"^[ \t]{{0,12}}{A}[>)\]\"']?,?[ \t]*$",  # Exim, Sendmail, Exchange: alone on its line
    rf"^[ \t]{{1,12}}{A}[>)\]\"']?[ \t]+(?:on|\(|-|\.\.\.|\w)",  # Exchange: "a@x on Mon, …"
    rf"\b(?:user|to|address|mailbox|account|for|empfänger|adresse|an|addressed to|destination"
    rf"|addressee)s?(?: of| is)?\s*[:=]?\s*{A}",
    rf"{A}[>)\]\"']?[ \t]*(?:\.\.\.|:|-|\(|,)?[ \t]*(?:user|unknown|does|is not|not|mailbox|host"
    rf"|no such|undeliver|was|could|over|quota|[45]\d\d)",
))  # fmt: skip


@lru_cache(maxsize=4)  # asked once for each recipient of a report
def before_copy(text: str) -> str:
    """The report itself, without the copy of the mail below it."""
    text = text[:60000]
    for match in islice(_COPY.finditer(text, 40), 20):
        if speaks_of_failure(text[: match.start()]) and not _LIST_FOLLOWS.search(match.group()):
            return text[: match.start()]
    return text


@lru_cache(maxsize=4)
def find(body: str, ours: frozenset[str], domain: str = "") -> tuple[str, ...]:
    """The addresses that failed, by the first family whose wording fits; () if none does.

    `ours` are the addresses that cannot be meant: the reporting server and who wrote the mail. A list may
    name users of the reporting server's own `domain` without it (AOL, Sendmail).
    """
    lines = body[:20000].split("\n")
    listed = [address for address in announced(lines, domain) if not _is_daemon(address)]
    if listed:
        return tuple(address for address in listed if address not in ours)[:100] or tuple(listed[:1])
    for rule in _RECIPIENTS:
        found = [match.group(1).lower().strip(".") for match in rule.finditer(body[:20000])]
        wanted = [
            address for address in dict.fromkeys(found) if address not in ours and not _is_daemon(address)
        ]
        if wanted:
            return tuple(wanted[:100])
        if found and rule is _RECIPIENTS[0] and not _is_daemon(found[0]):
            return (found[0],)  # who wrote to himself
    return ()


def any_address(text: str, ours: frozenset[str]) -> tuple[str, ...]:
    """The first address in the text that is not the reporting server itself."""
    found = (match.group().lower().strip(".") for match in ADDRESS.finditer(text[:20000]))
    return (next((address for address in found if address not in ours and not _is_daemon(address)), ""),)


def _is_daemon(address: str) -> bool:
    return bool(re.match(r"(?:mailer-?daemon|postmaster|abuse|mail-?daemon)\b", address))
