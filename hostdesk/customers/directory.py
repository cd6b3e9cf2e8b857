"""Finding a customer by what somebody says on the phone: number, name, address, account."""

from django.db.models import Count, Q, QuerySet

from hostdesk.customers.models import Customer


def find(words: str) -> QuerySet[Customer]:
    """Customers with all the `words` in number, name, an account, or a contact's name or address; by name."""
    found = Customer.objects.all()
    for word in words.split()[:6]:
        found = found.filter(pk__in=_with(word).values("pk"))
    return found.annotate(people=Count("contacts", filter=Q(contacts__is_former=False))).order_by(
        "name", "pk"
    )


def _with(word: str) -> QuerySet[Customer]:
    return Customer.objects.filter(
        Q(number__icontains=word)
        | Q(name__icontains=word)
        | Q(contacts__name__icontains=word)
        | Q(contacts__address__icontains=word)
        | Q(accounts__number__icontains=word)
    ).order_by()
