"""Why the tickets refuse something, in the reader's language."""

from django.utils.translation import gettext

from hostdesk.core.states import NotAllowed


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translators."""
    return text


# Raised in layers below, which know no languages.
SENTENCES = (
    gettext_noop("Auditors read everything and change nothing."),
    gettext_noop("This person may only read: hand the ticket over to somebody else."),
    gettext_noop("Choose a moment in the future."),
    gettext_noop("A ticket cannot be linked with itself."),
    gettext_noop("These two are one ticket already."),
    gettext_noop("This ticket was not merged."),
    gettext_noop("Write something first."),
    gettext_noop("We know no address for this request: write a note, or enter the address first."),
    gettext_noop("Write down what it is about, and what was asked for."),
    gettext_noop("The first response repeats the essential data, and something is missing."),
)


def in_words(refusal: NotAllowed) -> str:
    """The sentence for the agent."""
    return gettext(str(refusal))
