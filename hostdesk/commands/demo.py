"""Install an invented provider with staff, customers and a lively day once, then serve it; no mail leaves."""

import argparse

from hostdesk.demo import command

EPILOG = """example: hostdesk demo
exit codes: 0 stopped as asked, 1 not the demo's database, 69 port in use, 77 no rights, 78 wrong setting"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options belong to the demo."""
    command.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Install what is missing and serve."""
    return command.run(args)
