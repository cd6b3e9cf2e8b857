"""A deadline keeps the calendar it was promised under, so calendars are added and never changed."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial"), ("journal", "0001_initial")]
    operations = [AppendOnly("calendars_calendarversion")]
