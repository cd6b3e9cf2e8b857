"""How fast invoices are taken over: 100,000 items in a file of the billing system.

Run it from the root of the repository: `python bench/invoices.py [ITEMS]`. It measures a SQLite file in a
temporary folder, or PostgreSQL when DATABASE_URL names an empty database.
"""

import os
import sys
import tempfile
import time

_ITEMS = 5  # of one invoice


def main(items: int) -> None:
    """Print one line a figure: new, the same again, and all of them changed."""
    from django.core.management import call_command
    from django.db import connection

    from hostdesk.customers.models import Customer, InvoiceItem

    call_command("migrate", verbosity=0)
    Customer.objects.bulk_create(Customer(number=f"K-{place:05d}", name="Firma") for place in range(1_000))
    print(f"{connection.vendor}, {items:,} items")
    for what, price in (("new", "19.90"), ("the same again", "19.90"), ("all changed", "21.90")):
        content = _file(items, price)
        started = time.perf_counter()
        seconds = _take(content, started)
        print(f"{seconds:8.1f} s  {what} ({len(content) / 1e6:.1f} MB)")
    assert InvoiceItem.objects.count() == 2 * items


def _take(content: bytes, started: float) -> float:
    from hostdesk.customers.importing import import_invoices

    report = import_invoices(content, is_json=False, source="bench")
    assert report.is_whole, report.refused[:3]
    return time.perf_counter() - started


def _file(items: int, price: str) -> bytes:
    rows = ["number;customer;date;status;position;text;period;quantity;net;vat_rate"]
    for place in range(items):
        invoice, position = divmod(place, _ITEMS)
        rows.append(
            f"R-2026-{invoice:06d};K-{invoice % 1_000:05d};2026-11-05;open;{position + 1};"
            f"Webhosting L, Paket {position};01.11.2026 - 30.11.2026;1;{price};19"
        )
    return "\n".join(rows).encode()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOSTDESK_HOME": home, "DJANGO_SETTINGS_MODULE": "hostdesk.settings"}
        sys.path.insert(0, ".")
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
