"""Check that the record is whole and untouched: the chain of events, the triggers, whatever apps add."""

import argparse

from hostdesk.journal import verify_command

EPILOG = verify_command.EPILOG


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options belong to the journal."""
    verify_command.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Verify; reads only, so it may run beside a serving desk."""
    from hostdesk.program.starting import start_django

    start_django()
    return verify_command.run(args)
