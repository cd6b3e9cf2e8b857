"""The departments that a new installation begins with (M2): their addresses are where customers write to."""

from hostdesk.accounts.models import Department
from hostdesk.journal.record import record, writing

_FIRST = (
    # slug, local part, German name, English name
    ("support", "support", "Support", "Support"),
    ("accounting", "billing", "Buchhaltung", "Accounting"),
    ("sales", "sales", "Vertrieb", "Sales"),
)


def make_first() -> None:
    """Write Support, Accounting and Sales if there is no department yet; several starts at once agree."""
    if Department.objects.exists():
        return
    with writing():
        if Department.objects.exists():  # another start was quicker
            return
        for position, (slug, local_part, german, english) in enumerate(_FIRST):
            new = Department.objects.create(
                slug=slug, local_part=local_part, name_de=german, name_en=english,
                is_default=position == 0, position=position,
            )  # fmt: skip
            record(
                "department.added", about=f"department:{new.pk}", by="start", slug=slug, local_part=local_part
            )
