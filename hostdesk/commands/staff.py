"""Add, list, switch off and on the people who sign in to the desk, and give them new passwords.

The first administrator of an installation is made with this command. Passwords are made here and shown once.
"""

import argparse
import sys

from hostdesk.program import exits

EPILOG = """example: hostdesk staff add --email ada@provider.example --name "Ada Berg" --role admin
exit codes: 0 done, 64 wrong use, 65 refused (why is said), 75 database not reachable, 78 wrong setting"""

ROLES = ("agent", "lead", "admin", "auditor")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command an act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|list|password|off|on")
    new = acts.add_parser("add", help="add somebody; prints her first password")
    new.add_argument("--email", required=True)
    new.add_argument("--name", required=True)
    new.add_argument("--role", required=True, choices=ROLES)
    new.add_argument(
        "--department", action="append", default=[], metavar="SLUG", help="may be given several times"
    )
    acts.add_parser("list", help="show everybody")
    for act, what in (
        ("password", "give a new password"),
        ("off", "no more signing in"),
        ("on", "sign in again"),
    ):
        acts.add_parser(act, help=what).add_argument("email")


def run(args: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.core.failures import PermanentFailure
    from hostdesk.program import prepare

    prepare.prepare()
    try:
        sys.stdout.write(_ACTS[args.act](args))
    except PermanentFailure as failure:
        sys.stderr.write(f"{failure.text}\n")
        return exits.REFUSED
    return exits.OK


def _add(args: argparse.Namespace) -> str:
    from hostdesk.accounts import staff

    new, password = staff.add(args.email, args.name, args.role, args.department, by=_BY)
    return f"{new.name} ({new.role}) signs in as {new.email} with the password {password}\n"


def _list(args: argparse.Namespace) -> str:
    from hostdesk.accounts.models import Staff

    return "".join(
        f"{person.email:<40} {person.role:<8} {'' if person.is_active else 'off':<4}{person.name}"
        f"  [{', '.join(department.slug for department in person.departments.all())}]\n"
        for person in Staff.objects.prefetch_related("departments")
    )


def _password(args: argparse.Namespace) -> str:
    from hostdesk.accounts import staff

    return f"The new password of {args.email} is {staff.renew_password(args.email, by=_BY)}\n"


def _switch(args: argparse.Namespace) -> str:
    from hostdesk.accounts import staff

    person = staff.switch(args.email, is_active=args.act == "on", by=_BY)
    return f"{person.name} {'may sign in again' if person.is_active else 'can no longer sign in'}\n"


_BY = "command line"
_ACTS = {"add": _add, "list": _list, "password": _password, "off": _switch, "on": _switch}
