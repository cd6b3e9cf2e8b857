"""Mails with a code or link by which some other service proves an address: nobody at a portal reads them.

Whoever signs up elsewhere with our support address makes that service write to us; a code that we showed
would prove to it that our address is hers (the "ticket trick"). Cases: docs/rules/portal.md.
"""

import re

# Alternatives that PostgreSQL understands as well; asked of subject and first words, in any case.
PATTERN = (
    r"(verification|confirmation|security|access|login|one[- ]?time|activation)[- ]?(code|link|number|pin)"
    r"|(verify|confirm|validate|activate) (your|this|the) (e-?mail|address|account|identity|registration)"
    r"|code (is|lautet|ist)[: ]|reset (your|the) password|password reset"
    r"|(best(ä|ae)tigungs|verifizierungs|sicherheits|aktivierungs|zugangs|einmal|anmelde)-?(code|link|passwort|pin)"
    r"|best(ä|ae)tigen sie (ihre|die|bitte ihre)|(e-?mail|adresse|konto|registrierung) best(ä|ae)tigen"
    r"|passwort (zur(ü|ue)cksetzen|vergessen)"
)
_COMPILED = re.compile(PATTERN, re.IGNORECASE)


def proves_an_address(subject: str, words: str) -> bool:
    """Whether this looks like such a mail; only to be asked of senders whom we do not know."""
    return bool(_COMPILED.search(subject) or _COMPILED.search(words[:2_000]))
