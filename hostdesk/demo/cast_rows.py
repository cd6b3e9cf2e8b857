"""The cast as rows of the database."""

from functools import cache

from django.contrib.auth.hashers import make_password

from hostdesk.accounts.models import Department, Staff
from hostdesk.customers.models import Account, Contact, Customer, Invoice, Place
from hostdesk.demo.cast import CUSTOMERS, DEPARTMENTS, PASSWORD, STAFF, CustomerRole, DepartmentRole
from hostdesk.journal.record import writing


def install_cast(password: str = PASSWORD) -> None:
    """Write departments, staff, customers, contacts, accounts and invoices of `demo.cast`.

    For `hostdesk demo` and for tests. Idempotent: staff and customers who are there stay as they are, so it
    may be called again after rows were added. Quick: bulk inserts, and one password hash for all. Everybody
    signs in with her address (ada@nordlicht.example.test) and `password`.
    """
    with writing():
        departments = {role.slug: _department(role) for role in DEPARTMENTS}
        _staff(departments, password)
        _customers()


def is_cast_there() -> bool:
    """Whether this database belongs to the invented provider: then it holds nothing of a real one."""
    return Staff.objects.filter(email=STAFF[0].email).exists()


def _department(role: DepartmentRole) -> Department:
    # A new database has the three departments already, without signatures.
    department, _ = Department.objects.update_or_create(
        slug=role.slug,
        defaults={
            "local_part": role.local_part,
            "name_de": role.name_de,
            "name_en": role.name_en,
            "signature_de": role.signature("de"),
            "signature_en": role.signature("en"),
            "is_default": role is DEPARTMENTS[0],
            "position": DEPARTMENTS.index(role),
        },
    )
    return department


def _staff(departments: dict[str, Department], password: str) -> None:
    there = set(Staff.objects.values_list("email", flat=True))
    for role in STAFF:
        if role.email not in there:
            staff = Staff(email=role.email, name=role.name, role=role.role, language=role.language)
            staff.password = _hashed(password)
            staff.save()
            staff.departments.set(departments[slug] for slug in role.departments)


@cache
def _hashed(password: str) -> str:
    return make_password(password)


def _customers() -> None:
    there = set(Customer.objects.values_list("number", flat=True))
    new = [role for role in CUSTOMERS if role.number not in there]
    Customer.objects.bulk_create([_customer(role) for role in new])
    keys = dict(Customer.objects.values_list("number", "pk"))
    Contact.objects.bulk_create(
        Contact(
            customer_id=keys[role.number],
            name=one.name,
            address=one.address,
            phone=one.phone,
            place=Place.OWN if position else Place.MANAGER,  # the first of each firm decides who sees what
        )
        for role in new
        for position, one in enumerate(role.contacts)
    )
    Account.objects.bulk_create(Account(customer_id=keys[role.number], number=role.account) for role in new)
    Invoice.objects.bulk_create(
        Invoice(customer_id=keys[role.number], number=number, issued_on=day)
        for role in new
        for number, day in role.invoices
    )


def _customer(role: CustomerRole) -> Customer:
    return Customer(
        number=role.number,
        name=role.name,
        language=role.language,
        contract=role.contract,
        since=role.since,
        has_24x7=role.has_24x7,
    )
