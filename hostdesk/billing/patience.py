"""How long a timer runs before the desk asks whether somebody is still at it."""

from datetime import timedelta

ASK_AFTER = timedelta(hours=4)
