"""Show every setting: its name, its value here and its meaning. Secrets are not shown."""

import argparse
import os
import sys

from hostdesk.program import exits

EPILOG = """example: hostdesk settings --markdown > docs/configuration.md
exit codes: 0 all can be used, 78 one of them cannot"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One option: the page for the manual instead of the values."""
    parser.add_argument("--markdown", action="store_true", help="print docs/configuration.md")


def run(args: argparse.Namespace) -> int:
    """Print the table; the values are checked first, so that this also answers "can it start?"."""
    from hostdesk import config
    from hostdesk.program import settings_page

    if args.markdown:
        sys.stdout.write(settings_page.markdown(config.TABLE))
        return exits.OK
    sys.stdout.write(settings_page.values(config.TABLE, os.environ))
    config.load()
    return exits.OK
