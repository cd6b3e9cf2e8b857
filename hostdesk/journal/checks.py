"""What `hostdesk verify` looks at besides the chain: every app registers its own in `AppConfig.ready`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: `text` for a person, `where` names the row, file or event."""

    text: str
    where: str = ""
    seq: int | None = None  # of the first event concerned, where there is one


Check = Callable[[], Iterable[Finding]]
_checks: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function that yields a Finding for everything it finds wrong, and nothing if all is well."""

    def register(function: Check) -> Check:
        if _checks.get(name, function).__qualname__ != function.__qualname__:
            raise ValueError(f"there is a check named {name!r} already")
        _checks[name] = function
        return function

    return register


def registered() -> Iterator[tuple[str, Check]]:
    """All checks by name, in the order of their names."""
    yield from sorted(_checks.items())
