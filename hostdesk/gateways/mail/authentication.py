"""Authentication-Results (RFC 8601), believed only from our own border server."""

import re

from hostdesk.core.incoming import Authentication, Verdict

_RESULT = re.compile(r";\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"[^"]*"')
_VERDICTS = {"pass": Verdict.PASS, "fail": Verdict.FAIL, "hardfail": Verdict.FAIL, "permerror": Verdict.FAIL}


def read(values: list[str], authserv_id: str) -> Authentication:
    """The topmost line, if it is ours; nothing below it is believed.

    Our server writes above everything that came with the mail. A second line with our name directly
    below ours may be the stranger's own, so the last of several milters must be the one for DMARC.
    The border server has to remove forged lines (RFC 8601 section 5); this is the second lock.
    """
    name, results = _parted(values[0]) if values else ("", "")
    if not authserv_id or name != authserv_id.lower():
        return Authentication()
    found: dict[str, Verdict] = {}
    for method, word in _RESULT.findall(results):
        verdict = _VERDICTS.get(word.lower(), Verdict.NONE)
        found[method.lower()] = _counted(method.lower(), found.get(method.lower()), verdict)
    return Authentication(**found)


def _parted(value: str) -> tuple[str, str]:
    """Authserv-id and results, with comments and quoted strings gone: a stranger may write into them."""
    bare = _COMMENT.sub(" ", _QUOTED.sub('""', value))
    name, _, results = bare.partition(";")
    return (name.split() or [""])[0].strip().lower(), f";{results}"


def _counted(method: str, known: Verdict | None, new: Verdict) -> Verdict:
    """Of several DKIM signatures one that passes is enough; of anything else the first counts."""
    if known is None or (method == "dkim" and new is Verdict.PASS):
        return new
    return known
