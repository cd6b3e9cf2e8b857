"""Two complete fax machines (T.30, libspandsp) and their line in one process; a fax takes 0.2 seconds."""

import ctypes
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = 160  # samples; 20 ms
_LONGEST = 600 / 0.02  # blocks of a call
_COMPRESSIONS = {True: 7, False: 3}  # with error correction also T.6
_PHASE_E = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_POINTER, _INT, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
_SAMPLES = ctypes.POINTER(ctypes.c_int16)
_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "fax_init": (_POINTER, [_POINTER, _INT]),
    "fax_free": (_INT, [_POINTER]),
    "fax_get_t30_state": (_POINTER, [_POINTER]),
    "fax_set_transmit_on_idle": (None, [_POINTER, _INT]),
    "fax_rx": (_INT, [_POINTER, _SAMPLES, _INT]),
    "fax_tx": (_INT, [_POINTER, _SAMPLES, _INT]),
    "t30_set_tx_file": (None, [_POINTER, _TEXT, _INT, _INT]),
    "t30_set_rx_file": (None, [_POINTER, _TEXT, _INT]),
    "t30_set_tx_ident": (_INT, [_POINTER, _TEXT]),
    "t30_get_rx_ident": (_TEXT, [_POINTER]),
    "t30_set_ecm_capability": (_INT, [_POINTER, _INT]),
    "t30_set_supported_compressions": (_INT, [_POINTER, _INT]),
    "t30_set_phase_e_handler": (None, [_POINTER, _PHASE_E, _POINTER]),
    "t30_completion_code_to_str": (_TEXT, [_INT]),
}


@dataclass(frozen=True)
class Sent:
    """How a call ended."""

    caller_says: str
    callee_says: str
    station: str
    seconds: float  # of line time


def spandsp() -> Any:
    """The library, with the types of what we call."""
    library = ctypes.CDLL("libspandsp.so.2")
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def call(
    sent: Path, received: Path, *, station: str = "+49 89 1234550", is_corrected: bool = True,
    is_cut: Callable[[float], bool] = lambda _seconds: False, bursts: float = 0.0,
) -> Sent:  # fmt: skip
    """Fax the TIFF `sent` to `received`; `bursts` is how likely 20 ms of noise are."""
    library, ended, chance = spandsp(), {}, random.Random(7)
    machines, keep = [], []
    for who in ("caller", "callee"):
        machine = library.fax_init(None, int(who == "caller"))
        t30 = library.fax_get_t30_state(machine)
        handler = _PHASE_E(lambda _s, _u, code, who=who: ended.setdefault(who, code))
        keep.append(handler)
        library.fax_set_transmit_on_idle(machine, 1)
        library.t30_set_tx_ident(t30, (station if who == "caller" else "+49 89 9999890").encode())
        library.t30_set_ecm_capability(t30, int(is_corrected))
        library.t30_set_supported_compressions(t30, _COMPRESSIONS[is_corrected])
        library.t30_set_phase_e_handler(t30, handler, None)
        machines.append((machine, t30))
    (caller, caller_t30), (callee, callee_t30) = machines
    library.t30_set_tx_file(caller_t30, str(sent).encode(), -1, -1)
    library.t30_set_rx_file(callee_t30, str(received).encode(), -1)
    out, back, blocks = (ctypes.c_int16 * _BLOCK)(), (ctypes.c_int16 * _BLOCK)(), 0
    while len(ended) < 2 and blocks < _LONGEST:
        seconds = blocks * 0.02
        for machine, samples in ((caller, out), (callee, back)):
            length = library.fax_tx(machine, samples, _BLOCK)
            for place in range(0 if is_cut(seconds) else length, _BLOCK):
                samples[place] = 0
        if bursts and seconds > 8 and chance.random() < bursts:
            for place in range(_BLOCK):
                out[place] = max(-32768, min(32767, out[place] + int(chance.gauss(0, 3000))))
        library.fax_rx(callee, out, _BLOCK)
        library.fax_rx(caller, back, _BLOCK)
        blocks += 1
    said = [library.t30_completion_code_to_str(ended.get(who, -1)).decode() for who in ("caller", "callee")]
    found = Sent(said[0], said[1], (library.t30_get_rx_ident(callee_t30) or b"").decode(), blocks * 0.02)
    library.fax_free(caller)
    library.fax_free(callee)
    return found
