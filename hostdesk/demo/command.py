"""What `hostdesk demo` does: install the invented provider once and serve it, or fill a desk with tickets."""

import argparse
import logging
import os
import sys
from datetime import UTC, datetime

from hostdesk.demo import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `hostdesk demo`."""
    parser.add_argument(
        "--tickets", type=_positive, metavar="N", help="add N tickets in bulk, for instance 100000, and end"
    )
    parser.add_argument("--install", action="store_true", help="install the demo's data and end")


def run(args: argparse.Namespace) -> int:
    """Install what is missing and serve until told to stop; returns the exit code."""
    environment.prepare(os.environ)
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.program import prepare

    _say("Preparing the database …")
    prepare.migrate()  # the cast brings its own departments, so the usual first ones must not come before it
    _refuse_real_tickets()
    if args.tickets:
        return _fill(args.tickets)
    _install()
    prepare.prepare()
    return 0 if args.install else _serve()


def _refuse_real_tickets() -> None:
    from hostdesk.demo.cast_rows import is_cast_there
    from hostdesk.tickets.models import Ticket

    if Ticket.objects.exists() and not is_cast_there():
        raise SystemExit("These tickets are not the demo's: choose another HOSTDESK_HOME or DATABASE_URL.")


def _install() -> None:
    from hostdesk.demo import articles, post, story
    from hostdesk.demo.cast_rows import install_cast, is_cast_there

    if post.is_installed() and is_cast_there():
        return
    _say("Inventing a lively day at Nordlicht Hosting, this takes about half a minute …")
    install_cast()
    articles.publish(datetime.now(UTC))
    story.tell(datetime.now(UTC))
    post.mark_installed()


def _fill(count: int) -> int:
    from hostdesk.demo import bulk
    from hostdesk.demo.cast_rows import install_cast

    install_cast()
    bulk.fill(count, datetime.now(UTC), progress=_tell_progress)
    _say("")
    return 0


def _serve() -> int:
    from hostdesk.demo.post_office import PostOffice
    from hostdesk.program import house, parts

    logging.getLogger("hostdesk.program").setLevel(logging.WARNING)  # what a newcomer must know follows here
    _say(_welcome())
    return house.run([PostOffice(), parts.workers(), parts.lmtp(), parts.web()])


def _welcome() -> str:
    from django.conf import settings

    from hostdesk.demo.cast import PASSWORD, STAFF

    people = "\n".join(f"  {one.email:<34} {one.role:<8} {', '.join(one.departments)}" for one in STAFF)
    url = settings.PROVIDER_URL
    return (
        f"\nThe desk:            {url}/desk/\nThe customers' mail: {url}/demo/\n\n"
        f"Sign in as one of these people; the password is {PASSWORD} for all of them.\n{people}\n\n"
        "Ctrl-C ends the demo. No mail leaves this machine.\n"
    )


def _tell_progress(done: int, rate: float) -> None:
    sys.stderr.write(f"\r{done:,} tickets, {rate:,.0f} a second")
    sys.stderr.flush()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("write a whole number above 0")
    return int(text)
