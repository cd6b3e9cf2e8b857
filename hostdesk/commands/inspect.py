"""Show as JSON how a mail is read, without storing anything. Starts at once: neither Django nor settings."""

import argparse

EPILOG = """example: hostdesk inspect mail.eml
         find samples -name '*.eml' | hostdesk inspect --batch
exit codes: 0 read, 1 the file cannot be read, 64 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A file, or many by name on standard input."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("file", nargs="?", help="a mail as it came, with its headers")
    source.add_argument(
        "--batch", action="store_true", help="read file names from standard input, one a line"
    )


def run(args: argparse.Namespace) -> int:
    """Print one JSON object a mail."""
    from hostdesk.gateways.mail import inspect

    return inspect.main(["--batch"] if args.batch else [args.file])
