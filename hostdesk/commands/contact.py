"""Help a contact of a customer who cannot sign in any more: end her sessions, take her second factor away.

Ask her back by phone first: whoever only has her mailbox must not pass by the second factor.
"""

import argparse
import sys

from hostdesk.program import exits

EPILOG = """example: hostdesk contact reset petra@meyer.example --because "phoned, number of the contract"
exit codes: 0 done, 64 wrong use, 65 refused (why is said), 75 database not reachable, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command an act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="reset")
    reset = acts.add_parser("reset", help="remove password, passkeys and second factor; end all sessions")
    reset.add_argument("address")
    reset.add_argument("--because", required=True, help="how you made sure that it is she; is recorded")


def run(args: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.core.failures import PermanentFailure
    from hostdesk.portal import resetting
    from hostdesk.program import prepare

    prepare.prepare()
    try:
        contact = resetting.reset(args.address, args.because, by="command")
    except PermanentFailure as failure:
        sys.stderr.write(f"{failure.text}\n")
        return exits.REFUSED
    sys.stdout.write(f"{contact.name} signs in with a mailed link only; a letter tells her so.\n")
    return exits.OK
