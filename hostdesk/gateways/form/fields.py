"""The fields of a form that have names of their own, in the words of the person who filled it in."""

from hostdesk.gateways.form.submission import Submission

_NAMES = {
    "customer_number": {"de": "Kundennummer", "en": "Customer number"},
    "account_number": {"de": "Account-Nummer", "en": "Account number"},
    "invoice_number": {"de": "Rechnungsnummer", "en": "Invoice number"},
}
_CORRECTS = {"de": "Ersetzt meine Anfrage", "en": "Replaces my request"}


def filled_in(submission: Submission) -> list[tuple[str, str]]:
    """Name and value of what was filled in (M7), in the order of the form."""
    language = _known(submission.language)
    found = [(names[language], one_line(getattr(submission, field))) for field, names in _NAMES.items()]
    return [(name, value) for name, value in found if value]


def one_line(text: str) -> str:
    """Without line breaks and other characters that do not print: what could end a header line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def corrects(language: str) -> str:
    """The words before the number of an earlier request with a mistyped address."""
    return _CORRECTS[_known(language)]


def _known(language: str) -> str:
    return "en" if language == "en" else "de"
