"""Take one mail from standard input, for the pipe of a mail server. The desk need not be running.

It ends with 0 only when the mail is safely on disk. In any doubt, a wrong setting or option included, it ends
with 75: then the mail server keeps the mail and tries again.
"""

import argparse
import sys

from hostdesk.program import exits

EPILOG = """example: hostdesk receive --sender "$SENDER" --recipient "$ORIGINAL_RECIPIENT" < mail.eml
exit codes: 0 kept, 65 refused for good (too large; the text says how large), 75 try again later"""

ON_TROUBLE = exits.TRY_AGAIN


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the mail server knows about the mail."""
    parser.add_argument("--sender", metavar="ADDRESS", help="envelope sender; empty for the null path")
    parser.add_argument(
        "--recipient",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="envelope recipient; several times",
    )


def run(args: argparse.Namespace) -> int:
    """Keep the mail."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.gateways.mail import pipe

    return pipe.receive(sys.stdin.buffer, args.recipient, args.sender)
