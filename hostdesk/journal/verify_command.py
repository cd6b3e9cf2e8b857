"""Check that the record is whole and untouched: the chain of events, the triggers, what every app adds."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time the settings must not be needed for --help
    from hostdesk.journal.verify import Report

EPILOG = """example: hostdesk verify --anchor /media/usb/hostdesk.anchor
         hostdesk verify --write-anchor /media/usb/hostdesk.anchor
exit codes: 0 all is well, 1 something was found, 2 something could not be checked

An anchor is a signed note of where the chain ends. Keep it outside this machine: only an anchor proves that
the end was not cut off, that no older database was restored, and that not everything was computed anew."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `hostdesk verify`."""
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--anchor",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="compare with an anchor that was written earlier; may be given several times",
    )
    parser.add_argument(
        "--write-anchor", metavar="FILE", type=Path, help="write an anchor if nothing was found wrong"
    )


def run(args: argparse.Namespace) -> int:
    """Verify and print the report; Django is set up already. Progress goes to standard error."""
    from django.conf import settings

    from hostdesk.journal import anchor, report
    from hostdesk.journal.verify import verify

    try:
        anchors, own_key = [anchor.read(path) for path in args.anchor], anchor.own_key(settings.HOME)
    except (anchor.WrongAnchor, OSError, ValueError) as error:
        sys.stderr.write(f"Nothing was checked: {error}\n")
        return 2
    found = verify(anchors, _Progress(), own_key)
    told = json.dumps(report.as_json(found), indent=2) + "\n" if args.json else report.as_text(found)
    sys.stdout.write(told)
    return _write_anchor(args.write_anchor, found, settings.HOME) if args.write_anchor else found.exit_code


def _write_anchor(path: Path, found: "Report", home: Path) -> int:
    from hostdesk.journal import anchor, report

    if found.exit_code:
        sys.stderr.write("No anchor was written, because not all is well.\n")
        return found.exit_code
    try:
        anchor.write(path, report.anchor_of(found), home)
    except (anchor.WrongAnchor, OSError, ValueError) as error:
        sys.stderr.write(f"No anchor was written: {error}\n")
        return 2
    return 0


class _Progress:
    """A line on standard error, at most once in two seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, events: int) -> None:
        now = time.monotonic()
        if now - self._last >= 2:
            self._last = now
            sys.stderr.write(f"{events:,} events checked …\n")
