"""Fetch what lies in the IMAP mailboxes now, then end. `serve` and `work` fetch all the time by themselves.

Every message is on disk before it is moved aside; running this twice, or beside `serve`, doubles nothing.
"""

import argparse
import sys

from hostdesk.program import exits

EPILOG = """example: HOSTDESK_MAILBOXES=imaps://user:password@mail.example/INBOX hostdesk fetch
exit codes: 0 fetched, 75 a mailbox or the database cannot be reached, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`fetch` has no options: the mailboxes are a setting."""


def run(args: argparse.Namespace) -> int:
    """Fetch every mailbox once; one that fails does not keep the next from being fetched."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.gateways.mail import imap, mailboxes
    from hostdesk.gateways.mail.imap_session import TROUBLE

    code = exits.OK
    for mailbox in mailboxes.configured():
        try:
            sys.stdout.write(f"{mailbox.door}: {imap.fetch_once(mailbox)} messages fetched\n")
        except TROUBLE as trouble:
            sys.stderr.write(f"{mailbox.door}: {trouble}. The mail stays there; try again.\n")
            code = exits.TRY_AGAIN
    return code
