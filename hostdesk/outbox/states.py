"""Where a delivery can stand; the moves between are conditional updates in `enqueue` and `worker`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """held → waiting → sending → sent | unclear | failed; cancelled only while held."""

    HELD = "held", _("Held, can be taken back")
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    UNCLEAR = "unclear", _("Unclear whether it was sent")
    FAILED = "failed", _("Could not be sent")
    CANCELLED = "cancelled", _("Taken back")


# A mail under the same Message-ID may go out twice, most programs show it once; a fax or a call may not.
REPEATABLE_CHANNELS = ("mail",)
