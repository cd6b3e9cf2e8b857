"""What stands in the message that a fax becomes, in the language of the house."""

_WORDS = {
    "de": {
        "subject": "Fax von {who}, {pages}",
        "one": "1 Seite", "many": "{n} Seiten", "page": "Seite",
        "pages": "Fax mit {pages}.",
        "broken": "Die Übertragung brach ab: Es fehlt etwas.",
        "nothing": "Ein Fax kam nicht durch: Die Verbindung brach vor der ersten Seite ab.",
        "recognised": "Erkannter Text, möglicherweise mit Lesefehlern:",
    },
    "en": {
        "subject": "Fax from {who}, {pages}",
        "one": "1 page", "many": "{n} pages", "page": "page",
        "pages": "Fax of {pages}.",
        "broken": "The transmission broke off: something is missing.",
        "nothing": "A fax did not get through: the connection broke off before its first page.",
        "recognised": "Recognised text, possibly with reading mistakes:",
    },
}  # fmt: skip


def subject(language: str, who: str, count: int) -> str:
    """Of its ticket; `count` is the number of pages."""
    return _WORDS[language]["subject"].format(who=who, pages=pages(language, count))


def text(language: str, *, count: int, is_broken_off: bool, recognised: str) -> str:
    """What came, and what could be read of it."""
    words = _WORDS[language]
    if not count:
        return words["nothing"]
    said = words["pages"].format(pages=pages(language, count))
    if is_broken_off:
        said += " " + words["broken"]
    return f"{said}\n\n{words['recognised']}\n\n{recognised}" if recognised else said


def pages(language: str, count: int) -> str:
    """So many pages."""
    return _WORDS[language]["one"] if count == 1 else _WORDS[language]["many"].format(n=count)


def page(language: str) -> str:
    """The beginning of a picture's file name."""
    return _WORDS[language]["page"]
