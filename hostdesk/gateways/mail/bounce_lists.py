"""Lists of addresses in a report: "The following addresses failed:", and then one a line."""

import re

ADDRESS = re.compile(
    r"[A-Za-z0-9_!#$%&*+/=?^{|}~-][A-Za-z0-9!#$%&*+/=?^_{"
    r"|}~.-]{0,79}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}"
)
A = r"[<(\[\"']?(?:mailto:|smtp[:=]|rfc822;)?[ \t]*(?<![\w.+=/&%-])(" + ADDRESS.pattern + r")"

# A line that announces a list of addresses: Exim, Exchange, Sendmail, Google, MDaemon, EZweb and most others.
_ANNOUNCES = re.compile(
    r"\bfollowing\b|\brecipient|\baddress|\bdeliver(?:ed|y|ing)?\b.{0,60}\bto\b|delivered is\b"
    r"|\byour message to\b"
    r"|folgende|empfänger|destinataire|destinatari|adresse|получател|odbiorc|mottakere|modtagere|ontvanger",
    re.IGNORECASE,
)
_ENDS_LIKE_IT = re.compile(r"(?:[:：.]|-{3,}|address(?:es)?|recipients?(?: or groups)?)\s*$", re.IGNORECASE)
_IN_LIST = re.compile(rf"^\s{{0,16}}(?:[>*•·-]\s{{0,4}})?[\"'(\[]?{A}", re.IGNORECASE)
_NAME_IN_LIST = re.compile(r"^\s{0,16}([A-Za-z0-9][\w.+-]{1,63})(?:\s{2,}\S.{0,80})?\s*$")


def announced(lines: list[str], domain: str) -> list[str]:
    """The addresses of the first list that a line announces; `domain` completes bare names."""
    for index, line in enumerate(lines[:300]):
        if _ENDS_LIKE_IT.search(line[-60:]) and _ANNOUNCES.search(line[:300]):
            found = _listed(lines[index + 1 : index + 300], domain)
            if found:
                return found
    return []


def _listed(lines: list[str], domain: str) -> list[str]:
    found: list[str] = []
    is_open = False  # within an entry: its reason is indented more, or is its paragraph
    for line in lines:
        match = _IN_LIST.match(line)
        name = None if match or found or not domain else _NAME_IN_LIST.match(line)
        if match or name:
            address = match.group(1) if match else f"{name.group(1)}@{domain}" if name else ""
            found.append(address.lower().strip("."))
            is_open = True
        elif not line.strip():
            is_open = False
        elif not found or (not is_open and not line.startswith((" ", "\t"))):
            break
    return list(dict.fromkeys(found))
