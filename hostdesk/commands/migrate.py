"""Prepare the database and the static files for this version. `serve` does the same at its start.

Several may start at once: one prepares, the others wait for it.
"""

import argparse
import sys

from hostdesk.program import exits

EPILOG = """example: hostdesk migrate
exit codes: 0 prepared, 75 database not reachable, 77 no rights, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`migrate` has no options: everything is a setting."""


def run(args: argparse.Namespace) -> int:
    """Prepare, and say so."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.program import prepare

    prepare.prepare()
    sys.stdout.write("The database and the static files are ready.\n")
    return exits.OK
