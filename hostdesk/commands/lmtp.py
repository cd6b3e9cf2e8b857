"""Run the LMTP server only (RFC 2033): the mail server hands in mail, and hears 250 once it is on disk."""

import argparse

EPILOG = """example: HOSTDESK_LMTP=127.0.0.1:8024 hostdesk lmtp
exit codes: 0 stopped as asked, 69 port in use, 75 database not reachable, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`lmtp` has no options: everything is a setting."""


def run(args: argparse.Namespace) -> int:
    """Take mail until told to stop."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.program import house, parts, prepare

    prepare.prepare()
    return house.run([parts.lmtp()])
