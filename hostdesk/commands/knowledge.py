"""Take articles over from a folder of Markdown files.

Each file has a head (kind, section, slug, title …) and a body, see docs/knowledge-base.md. All of the folder
is taken or nothing; the same folder twice changes nothing, a file that changed becomes a new version. What is
taken over is published at once.
"""

import argparse
import sys
from pathlib import Path

from hostdesk.program import exits

EPILOG = """example: hostdesk knowledge import articles/
exit codes: 0 taken, 1 a file is wrong (which one is said), 75 database not reachable, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="import")
    taking = acts.add_parser("import", help="take articles over from a folder")
    taking.add_argument(
        "folder", type=Path, metavar="FOLDER", help="sections.txt and <section>/<key>.<language>.md"
    )


def run(args: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    if not args.folder.is_dir():
        sys.stderr.write(f"{args.folder} is no folder.\n")
        return exits.FAILED
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.core.failures import PermanentFailure
    from hostdesk.knowledge import loading
    from hostdesk.program import prepare

    prepare.prepare()
    try:
        done = loading.load_folder(args.folder, None)
    except (PermanentFailure, UnicodeDecodeError) as error:
        sys.stderr.write(f"Nothing was taken over. {error}\n")
        return exits.FAILED
    sys.stdout.write(f"{done.added} added, {done.changed} changed, {done.unchanged} as they were.\n")
    return exits.OK
