"""A fax from HylaFAX's hook FaxRcvdCmd (man faxrcvd): exit 0 only once it is on our disk."""

import hashlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals
from hostdesk.gateways.fax import caps, handed_in
from hostdesk.gateways.fax.handed_in import HandedIn
from hostdesk.lib.failpoints import failpoint

# sysexits.h
KEPT, REFUSED, NO_FILE, TRY_AGAIN = 0, 65, 66, 75
DOOR = "hylafax"
_NOTHING = ("", "<NONE>")
_SAID = 200  # characters of anything that the fax server tells

log = logging.getLogger(__name__)


def receive(path: Path, device: str, commid: str, error: str, call_ids: Sequence[str]) -> int:
    """Take one fax in, whether the desk runs or not, and return the exit code.

    `call_ids` are number, name, a second number and the number dialled: the order of our CallIDPattern lines.
    The same fax handed in again is the same message.
    """
    try:
        return _receive(path, device, commid, error, call_ids)
    except (TemporaryFailure, OSError) as failure:
        _say(f"try again later: {failure}")
    except Exception as defect:
        log.exception("fax: an unexpected failure, the fax stays with HylaFAX")
        _say(f"try again later: unexpected failure ({type(defect).__name__})")
    return TRY_AGAIN


def key_of(fax: HandedIn) -> str:
    """Number of the call and content: either alone may come again some day."""
    return f"hyla:{fax.commid[:20]}:{hashlib.sha256(fax.file).hexdigest()}"


def _receive(path: Path, device: str, commid: str, error: str, call_ids: Sequence[str]) -> int:
    if not path.exists() and not error:
        _say(f"there is no file {path}, and no word about what went wrong")
        return NO_FILE
    content = path.read_bytes() if path.exists() else b""  # a call may break off before its first page
    if len(content) > caps.BYTES:
        _say(f"the fax has {len(content) / 1e6:.0f} MB, more than {caps.BYTES / 1e6:.0f} MB are not accepted")
        return REFUSED
    told = [_told(one) for one in [*call_ids, "", "", "", ""][:4]]
    fax = HandedIn(content, _told(device), _told(commid), _told(error), told[0] or told[2], told[1], told[3])
    failpoint("fax.read")
    arrivals.accept(handed_in.to_bytes(fax), door=DOOR, channel="fax", key=key_of(fax))
    failpoint("fax.before_exit")
    return KEPT


def _told(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode().replace("\x00", "").strip()[:_SAID]
    return "" if plain in _NOTHING else plain


def _say(text: str) -> None:
    sys.stderr.write(f"hostdesk: {text}\n")
