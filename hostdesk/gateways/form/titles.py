"""What a form can be about, in words: for the page that asks and for the desk that reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "problem": _("Something does not work"),
    "domain": _("Domain and DNS"),
    "order": _("An order"),
    "invoice": _("A question about an invoice"),
    "complaint": _("An invoice is wrong"),
    "payment": _("A payment"),
    "product": _("A question about a product"),
    "offer": _("An offer, please"),
}
