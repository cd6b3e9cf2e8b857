"""Take one fax from HylaFAX's hook FaxRcvdCmd. The desk need not be running.

It ends with 0 only when the fax is safely on disk. HylaFAX does not look at the exit code: let the hook try
again until it is 0 (docs/fax.md has the three lines). The same fax twice is one message.
"""

import argparse
from pathlib import Path

from hostdesk.program import exits

EPILOG = """example: hostdesk fax-received recvq/fax000000001.tif ttyS0 000000002 "" 0891234567
CALLIDs: number, name, second number and number dialled of the caller, as CallIDPattern orders them
exit codes: 0 kept, 65 refused for good (too large), 66 there is no such file, 75 try again later"""

ON_TROUBLE = exits.TRY_AGAIN


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What faxgetty hands to its hook, in its order."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the TIFF, or where it would be")
    parser.add_argument("device", metavar="DEVICE", help="modem that received it")
    parser.add_argument("commid", metavar="COMMID", help="number of the call")
    parser.add_argument("error", metavar="ERROR", help="why it broke off; empty if it is complete")
    parser.add_argument("callid", metavar="CALLID", nargs="*", help="what the network told about the caller")


def run(args: argparse.Namespace) -> int:
    """Keep the fax."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.gateways.fax import hylafax_in

    return hylafax_in.receive(args.file, args.device, args.commid, args.error, args.callid)
