"""What the desk's pages cost: list, long ticket and search, with middleware and templates.

See bench/README.md. `python bench/desk.py [TIMES] [--profile]`, with HOSTDESK_HOME (and DATABASE_URL) of a
desk that `hostdesk demo --tickets N` has filled.
"""

import argparse
import cProfile
import logging
import os
import pstats
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures import Figures, database, table

_MESSAGES = 50  # on the long ticket


def main() -> None:
    """Ask for each page so many times, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=40)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    args = parser.parse_args()
    _start()
    from django.test import Client

    from hostdesk.accounts.models import Staff

    number = _long_ticket()
    figures = []
    profile = cProfile.Profile()
    for who in ("ada", "ines"):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(Staff.objects.get(email__startswith=f"{who}@"))
        for name, url in _pages(number).items():
            figures.append(
                _asked(client, f"{name} ({who})", url, args.times, profile if args.profile else None)
            )
    print(database())
    print(table(figures))
    if args.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


def _asked(client: object, name: str, url: str, times: int, profile: cProfile.Profile | None) -> Figures:
    figures = Figures(name)
    for place in range(times + 3):
        if place < 3:  # templates are loaded, the cache of the database is warm
            response = client.get(url, follow=True)  # type: ignore[attr-defined]  # django.test.Client
            assert response.status_code == 200, (url, response.status_code)
            continue
        if profile:
            profile.enable()
        with figures.measured():
            client.get(url)  # type: ignore[attr-defined]  # as above
        if profile:
            profile.disable()
    return figures


def _pages(number: str) -> dict[str, str]:
    return {
        "list, 50 rows": "/desk/v/all/",
        "list, solved": "/desk/v/solved/",
        f"ticket, {_MESSAGES} messages": f"/desk/t/{number}/",
        "search, a common word": "/desk/search/?q=server",
        "search, two words": "/desk/search/?q=rechnung+server",
        "search, a rare word": "/desk/search/?q=benchmarkticket",
        "search, nothing found": "/desk/search/?q=quastenflosser",
        "search, a number": f"/desk/search/?q={number}",
    }


def _long_ticket() -> str:
    """The number of a ticket with so many messages; made once for each database."""
    from django.utils import timezone

    from hostdesk.accounts.models import Department, Staff
    from hostdesk.core.essentials import Essentials, Request
    from hostdesk.core.incoming import Address
    from hostdesk.tickets import actions
    from hostdesk.tickets.models import Ticket

    subject = "Benchmarkticket"
    known = Ticket.objects.filter(subject=subject).first()
    if known:
        return known.number
    ada = Staff.objects.get(email__startswith="ada@")
    department = Department.objects.get(slug="support")
    begin = timezone.now() - timedelta(days=1)
    requester = Address("lang@neu.example.test", "Lang")
    ticket = actions.open_by_staff(
        department, requester, subject, "Benchmarkticket, der Anfang.", ada, at=begin
    )
    nothing_said = Essentials(Request.QUESTION, reason="Benchmark")
    for place in range(1, _MESSAGES):
        text = f"Absatz {place}. " + "Wir haben uns das angesehen. " * 20
        at = begin + timedelta(minutes=place)
        if place % 3:
            actions.note(ticket, text, ada, at=at)
        else:
            actions.reply(ticket, text, ada, essentials=nothing_said, at=at)
    return ticket.number


def _start() -> None:
    from hostdesk.demo import environment

    environment.prepare(os.environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hostdesk.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.WARNING)


if __name__ == "__main__":
    main()
