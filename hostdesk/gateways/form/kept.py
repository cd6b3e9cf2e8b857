"""What was filled in, read again from the bytes that are kept, for the desk that shows it as a table."""

from functools import lru_cache

from hostdesk.gateways.form import canonical
from hostdesk.lib import blobs


def typed(raw_sha256: str) -> dict[str, str]:
    """The fields by their names, without files; {} if the bytes are no form or not there."""
    return dict(_typed(raw_sha256))


@lru_cache(maxsize=512)
def _typed(raw_sha256: str) -> tuple[tuple[str, str], ...]:
    """Bytes that are named by what they are never change."""
    try:
        with blobs.open_blob(raw_sha256) as file:
            return tuple(canonical.typed(file.read(canonical.HEAD)).items())
    except (OSError, ValueError):
        return ()
