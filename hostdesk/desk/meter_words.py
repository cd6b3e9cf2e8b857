"""The words of the meter: who works, what was agreed, what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.billing import meter as meters
from hostdesk.billing.models import Answer, ConsentRequest, Way
from hostdesk.core.work_rules import Warn
from hostdesk.desk import amounts, when


@dataclass(frozen=True, slots=True)
class Grant:
    """The consent of the customer, and where its proof stands."""

    state: str  # "none", "asked", "yes", "no", "expired", "revoked" or "ended"
    title: str
    text: str
    proof: str  # anchor in the timeline


WARNINGS = {
    Warn.TRAP: gettext_lazy(
        "Support is open, but the surcharge applies: this hour is the trap of the price list."
    ),
    Warn.NO_CONSENT: gettext_lazy("Nobody has agreed to the surcharge: this time is given away."),
    Warn.CAP_NEAR: gettext_lazy(
        "Less than a quarter-hour of the cap is left: raise it, or the work becomes free."
    ),
    Warn.CAP_USED: gettext_lazy("The cap is used up: what is worked now is free."),
    Warn.BOUNDARY_NEAR: gettext_lazy("The surcharge begins within a quarter of an hour."),
    Warn.SPHERE_UNKNOWN: gettext_lazy("Say on whose side the cause lies before anything is charged."),
    Warn.CONSUMER_QUARTERS: gettext_lazy(
        "A consumer’s contract with started quarter-hours: courts may not uphold the rounding."
    ),
    Warn.STILL_WORKING: gettext_lazy("A timer has been running for hours: is somebody still at it?"),
}


def warning(found: Warn) -> str:
    """The sentence for a warning."""
    return str(WARNINGS[found])


def who(running: Sequence[meters.Running], now: datetime) -> str:
    """Whose timers there are, since when."""
    return ", ".join(_one(timer, now) for timer in running)


def grant(found: meters.ConsentState, now: datetime) -> Grant:
    """What the customer was asked and what she said."""
    asked = found.request
    if asked is None:
        return Grant("none", str(_WORDS["none"][0]), str(_WORDS["none"][1]), "")
    values = {
        "at": when.moment(asked.answered_at or asked.asked_at, now), "who": asked.contact.name,
        "cap": amounts.duration(asked.cap_seconds), "most": amounts.euros(asked.most_net),
        "until": when.moment(asked.covers_until, now), "expires": when.moment(asked.expires_at, now),
    }  # fmt: skip
    title, text = (str(one) for one in _WORDS[str(found.state)])
    if str(found.state) == "yes":
        title = _("Consent given by mail, %(at)s") if asked.way == Way.MAIL else title
    return Grant(str(found.state), title % values, text % values, _proof(asked))


def _one(timer: meters.Running, now: datetime) -> str:
    values = {"who": timer.staff.name, "at": when.moment(timer.since, now)}
    if timer.is_paused:
        return _("%(who)s, paused since %(at)s") % values
    if timer.is_free:
        return _("%(who)s since %(at)s, without charge") % values
    return _("%(who)s since %(at)s") % values


def _proof(asked: ConsentRequest) -> str:
    return f"m{asked.reply_id or asked.message_id}"


_MOST = gettext_lazy("%(who)s, until %(until)s. Cap %(cap)s, at most %(most)s net.")
_WORDS = {
    "none": (
        gettext_lazy("No consent yet"),
        gettext_lazy("Nobody was asked whether surcharge work may be charged."),
    ),
    "asked": (
        gettext_lazy("Asked for consent, %(at)s"),
        gettext_lazy(
            "%(who)s has not answered. The link holds until %(expires)s; cap %(cap)s, at most %(most)s net."
        ),
    ),
    "yes": (gettext_lazy("Consent given by link, %(at)s"), _MOST),
    "no": (gettext_lazy("Consent refused, %(at)s"), gettext_lazy("%(who)s does not want surcharge work.")),
    "expired": (
        gettext_lazy("Not answered in time"),
        gettext_lazy("The question to %(who)s has expired: nothing was agreed."),
    ),
    "revoked": (
        gettext_lazy("Consent taken back"),
        gettext_lazy("%(who)s took it back. What was worked before may be charged."),
    ),
    "ended": (
        gettext_lazy("Consent has ended"),
        gettext_lazy("It held until %(until)s. Ask again for the next surcharge time."),
    ),
}  # fmt: skip


def request_state(asked: ConsentRequest, now: datetime) -> Grant:
    """One question of the history."""
    if asked.answer == Answer.SUPERSEDED:
        return Grant("superseded", _("Replaced by a newer question"), "", f"m{asked.message_id}")
    return grant(meters.ConsentState(meters.standing((asked,), now).state, asked), now)
