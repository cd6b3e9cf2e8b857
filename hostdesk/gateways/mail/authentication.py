"""Authentication-Results (RFC 8601), believed only from our own border server."""

import re

from hostdesk.core.incoming import Authentication, Verdict

_RESULT = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"[^"]*"')
_VERDICTS = {"pass": Verdict.PASS, "fail": Verdict.FAIL, "hardfail": Verdict.FAIL, "permerror": Verdict.FAIL}


def read(values: list[str], authserv_id: str) -> Authentication:
    """The unbroken run of our own results at the top; a stranger's below or above it are not believed.

    Our server writes its lines above everything that was there before, so the first line that is
    not ours ends what can be ours.
    """
    found: dict[str, Verdict] = {}
    for value in values:
        name, results = _parted(value)
        if not authserv_id or name != authserv_id.lower():
            break
        for method, verdict in _RESULT.findall(results):
            found[method.lower()] = _better(
                found.get(method.lower()), _VERDICTS.get(verdict.lower(), Verdict.NONE)
            )
    return Authentication(
        spf=found.get("spf", Verdict.NONE),
        dkim=found.get("dkim", Verdict.NONE),
        dmarc=found.get("dmarc", Verdict.NONE),
    )


def _parted(value: str) -> tuple[str, str]:
    """Authserv-id and results, with comments and quoted strings gone: a stranger may write into them."""
    bare = _QUOTED.sub('""', _COMMENT.sub(" ", value))
    name, _, results = bare.partition(";")
    return (name.split() or [""])[0].strip().lower(), f";{results}"


def _better(known: Verdict | None, new: Verdict) -> Verdict:
    """Several DKIM signatures: one that passes is enough."""
    return new if known in (None, Verdict.NONE) or new is Verdict.PASS else known
