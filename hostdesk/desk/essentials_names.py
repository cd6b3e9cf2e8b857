"""The essential data as staff call them."""

from django.utils.translation import gettext_lazy

from hostdesk.core.essentials import Item, Request

ITEMS = {
    Item.CUSTOMER: gettext_lazy("Customer"),
    Item.CONTACT: gettext_lazy("Contact person"),
    Item.DEPARTMENT: gettext_lazy("Department"),
    Item.SUBJECT: gettext_lazy("Subject"),
    Item.REPORTED: gettext_lazy("What was reported"),
    Item.INVOICE: gettext_lazy("Invoice number"),
    Item.DISPUTED: gettext_lazy("Disputed items"),
    Item.SERVICE: gettext_lazy("Service"),
    Item.SPHERE: gettext_lazy("Cause"),
    Item.COST: gettext_lazy("What it will cost"),
    Item.START: gettext_lazy("When work starts"),
}
REQUESTS = {
    Request.TECHNICAL: gettext_lazy("Technical work"),
    Request.SERVICE: gettext_lazy("Service that is never free"),
    Request.COMPLAINT: gettext_lazy("Invoice complaint"),
    Request.QUESTION: gettext_lazy("Question or order"),
}


def names(items: object) -> str:
    """Items of a list out of the journal, in words; one that we don't know is shown as it is."""
    found = items if isinstance(items, (list, tuple)) else []
    return ", ".join(str(ITEMS[Item(one)]) if one in list(Item) else str(one) for one in found)
