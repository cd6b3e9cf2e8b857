"""What is done to a text or an article with one button."""

from collections.abc import Callable
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.core.articles import Audience
from hostdesk.core.states import NotAllowed
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.knowledge_gate import done, text_at
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge import actions, images
from hostdesk.knowledge.models import Section, Text
from hostdesk.lib import pictures
from hostdesk.tickets import access

NO_MOMENT = gettext_noop("This is no date and time.")
NO_PLACE = gettext_noop("Choose a section, a kind and who may read it.")


@writers
def step(request: HttpRequest, key: str, language: str, name: str) -> HttpResponseBase:
    """One of STEPS."""
    if name not in STEPS:
        raise Http404
    text = text_at(key, language)
    return done(request, text, lambda: STEPS[name](request, text))


@writers
def place(request: HttpRequest, key: str, language: str) -> HttpResponseBase:
    """Section, kind, readers, and when somebody should look again."""
    text = text_at(key, language)
    return done(request, text, lambda: _placed(request, text))


@writers
def image(request: HttpRequest, key: str, language: str) -> JsonResponse:
    """Keep a picture; the script puts it where the cursor is."""
    text, upload = text_at(key, language), request.FILES.get("image")
    try:
        if upload is None or (upload.size or 0) > pictures.LARGEST:
            raise NotAllowed(actions.PICTURE_TOO_LARGE)
        kept = actions.add_image(text.article, upload.name or "", upload.read(), staff(request))
    except NotAllowed as refusal:
        return JsonResponse({"error": in_words(refusal)}, status=422)
    return JsonResponse({"markdown": f"![{kept.name.rpartition('.')[0]}]({images.address(kept)})"})


@writers
def from_reply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A reply that somebody may see becomes a draft."""
    message = access.message_for(staff(request), pk)
    try:
        text = actions.make_from_reply(message, staff(request))
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
        return redirect("desk:ticket", message.ticket.root.number)
    messages.warning(
        request, _("Take out what is personal before others read it: names, numbers, addresses, passwords.")
    )
    return redirect("articles:edit", text.article.key, text.language)


def _ask(request: HttpRequest, text: Text) -> str:
    actions.ask_review(text, staff(request), request.POST.get("word", ""))
    return _("It waits for a colleague’s review.")


def _approve(request: HttpRequest, text: Text) -> str:
    actions.approve(text, staff(request), request.POST.get("word", ""))
    return _("Approved.")


def _send_back(request: HttpRequest, text: Text) -> str:
    actions.send_back(text, staff(request), request.POST.get("word", ""))
    return _("Sent back with your word.")


def _publish(request: HttpRequest, text: Text) -> str:
    wanted = request.POST.get("starts_at", "").strip()
    starts_at = _moment(wanted) if wanted else None
    actions.publish(text, staff(request), starts_at=starts_at)
    return _("Readers will see it from the moment you chose.") if starts_at else _("Published.")


def _withdraw(request: HttpRequest, text: Text) -> str:
    actions.withdraw(text, staff(request))
    return _("Withdrawn: readers do not see it any more.")


def _restore(request: HttpRequest, text: Text) -> str:
    number = request.POST.get("version", "")
    if not number.isdecimal() or not text.versions.filter(number=int(number)).exists():
        raise Http404
    actions.restore_version(text, int(number), staff(request))
    return _("The old version is a draft again.")


STEPS: dict[str, Callable[[HttpRequest, Text], str]] = {
    "ask": _ask, "approve": _approve, "send-back": _send_back, "publish": _publish, "withdraw": _withdraw,
    "restore": _restore,
}  # fmt: skip


def _placed(request: HttpRequest, text: Text) -> str:
    posted = request.POST
    section = Section.objects.filter(slug=posted.get("section", "")).first()
    audience = posted.get("audience", "")
    if (
        section is None
        or audience not in ("0", "1", "2")
        or posted.get("kind") not in ("article", "question")
    ):
        raise NotAllowed(NO_PLACE)
    actions.change_article(
        text.article, staff(request), section=section, kind=posted["kind"], audience=Audience(int(audience)),
        outdated_after=_day(posted.get("outdated_after", "")),
    )  # fmt: skip
    return _("Saved.")


def _day(text: str) -> date | None:
    try:
        found = parse_date(text.strip()) if text.strip() else None
    except ValueError as error:
        raise NotAllowed(NO_MOMENT) from error
    if text.strip() and found is None:
        raise NotAllowed(NO_MOMENT)
    return found


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError as error:
        raise NotAllowed(NO_MOMENT) from error
    if found is None:
        raise NotAllowed(NO_MOMENT)
    return timezone.make_aware(found) if timezone.is_naive(found) else found
