"""Run the web server only: pages and live updates. Workers run elsewhere, with `hostdesk work`."""

import argparse

EPILOG = """example: HOSTDESK_LISTEN=0.0.0.0:8000 hostdesk web
exit codes: 0 stopped as asked, 69 port in use, 75 database not reachable, 77 no rights, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`web` has no options: everything is a setting."""


def run(args: argparse.Namespace) -> int:
    """Serve pages until told to stop."""
    from django.conf import settings

    from hostdesk.config import check_public
    from hostdesk.program.starting import start_django

    start_django()
    check_public(settings.HOSTDESK)
    from hostdesk.program import house, parts, prepare

    prepare.prepare()
    return house.run([parts.web()])
