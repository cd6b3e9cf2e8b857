"""Run the workers only: arrivals become tickets, mailboxes are fetched, letters leave."""

import argparse

EPILOG = """example: hostdesk work
exit codes: 0 stopped as asked, 75 database not reachable, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`work` has no options: everything is a setting."""


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.program import house, parts, prepare

    prepare.prepare()
    return house.run([parts.workers()])
