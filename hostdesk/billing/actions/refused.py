"""Why an answer does not count, in words for the desk."""

from django.utils.translation import gettext_noop

from hostdesk.core.consent import Objection
from hostdesk.core.states import NotAllowed


class ConsentRefused(NotAllowed):
    """This answer does not count; `objection` says why."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(REFUSALS[objection])
        self.objection = objection


REFUSALS = {
    Objection.UNKNOWN: gettext_noop("This link is not known, or belongs to another ticket."),
    Objection.ANSWERED: gettext_noop("This question has been answered already."),
    Objection.SUPERSEDED: gettext_noop("A newer question has taken the place of this one."),
    Objection.EXPIRED: gettext_noop("This question has expired: ask again."),
    Objection.NOT_CONTACT: gettext_noop("Whom we asked is no longer a contact who may order."),
    Objection.PRICE_CHANGED: gettext_noop("Our prices have changed since the question: ask again."),
    Objection.TEXT_CHANGED: gettext_noop("The page showed something else than what we asked."),
    Objection.NOT_HER_MAIL: gettext_noop("This is no mail from the address that we asked."),
    Objection.NOT_PROVEN: gettext_noop("Our mail server could not prove who sent this mail: send the link."),
    Objection.NO_REPLY_KEY: gettext_noop("This mail does not answer our question: send the link."),
    Objection.ROBOT: gettext_noop("A machine or a list sent this mail: it is no answer."),
    Objection.OTHER_TICKET: gettext_noop("This mail belongs to another ticket."),
    Objection.TOO_EARLY: gettext_noop("This mail is older than the question."),
    Objection.REPLAYED: gettext_noop("This mail has come before: it answers an earlier question."),
    Objection.NOT_YES: gettext_noop("This mail does not say yes without doubt: send the link."),
}
