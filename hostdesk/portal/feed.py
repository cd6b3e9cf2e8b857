"""New articles as an Atom feed (RFC 4287), one a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hostdesk.knowledge import reading
from hostdesk.knowledge.reading import Audience
from hostdesk.portal.kept import kept
from hostdesk.portal.reader import reader

_NEWEST = 30


@require_safe
@kept
def feed(request: HttpRequest) -> HttpResponse:
    """What everybody may read, the newest first."""
    who = reader(request)
    provider = settings.HOSTDESK["HOSTDESK_PROVIDER"]
    made = Atom1Feed(
        title=_("New articles of %(provider)s") % {"provider": provider},
        link=settings.PROVIDER_URL + reverse("portal:home"),
        feed_url=settings.PROVIDER_URL + request.path,
        description=_("Answers and guides"),
        language=who.language,
        author_name=provider,
    )
    for line in reading.newest(who.language, Audience.PUBLIC, _NEWEST):
        made.add_item(
            title=line.title,
            link=settings.PROVIDER_URL + reverse("portal:article", args=[line.slug]),
            description=line.summary,
            unique_id=f"{settings.PROVIDER_URL}/articles/{line.pk}/{who.language}",
            pubdate=line.published_at,
            updateddate=line.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=f"{Atom1Feed.content_type}")
