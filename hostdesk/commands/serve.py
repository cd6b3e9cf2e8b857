"""Run everything in one process: web pages, live updates, LMTP server and workers.

Prepares the database and the static files first. SIGTERM or Ctrl-C finishes what is running and stops;
a second one stops at once.
"""

import argparse

EPILOG = """example: hostdesk serve
exit codes: 0 stopped as asked, 69 port in use, 75 database not reachable, 77 no rights, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`serve` has no options: everything is a setting."""


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from django.conf import settings

    from hostdesk.config import check_public
    from hostdesk.program.starting import start_django

    start_django()
    check_public(settings.HOSTDESK)
    from hostdesk.program import house, parts, prepare

    prepare.prepare()
    return house.run([parts.web(), parts.lmtp(), parts.workers()])
