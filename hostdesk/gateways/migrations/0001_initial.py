import django.db.models.deletion
from django.db import migrations, models

from hostdesk.journal.migrations import NoDelete


class Migration(migrations.Migration):

    initial = True

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True)),
                ('channel', models.CharField(max_length=16)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('received_at', models.DateTimeField()),
                ('envelope_from', models.TextField(blank=True, null=True)),
                ('not_read_because', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting to be read'), ('working', 'being read'), ('done', 'a message on a ticket'), ('quarantined', 'a ticket that says why it could not be read')], default='waiting', max_length=16)),
                ('next_at', models.DateTimeField()),
                ('claim', models.PositiveIntegerField(default=0)),
                ('claimed_by', models.CharField(blank=True, max_length=64)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('lost_claims', models.PositiveIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
                ('traceback', models.TextField(blank=True)),
                ('message_id', models.BigIntegerField(blank=True, null=True)),
                ('ticket_number', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_at'], name='arrival_due')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('door', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('envelope_from', models.TextField(blank=True, null=True)),
                ('recipients', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('uid_validity', models.BigIntegerField(blank=True, null=True)),
                ('uid', models.BigIntegerField(blank=True, null=True)),
                ('is_processed', models.BooleanField(default=False)),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='gateways.arrival')),
            ],
            options={
                'indexes': [models.Index(fields=['arrival', 'is_processed'], name='receipt_open')],
                'constraints': [models.UniqueConstraint(fields=('door', 'uid_validity', 'uid'), name='receipt_once_per_uid')],
            },
        ),
        NoDelete(
            "gateways_arrival",
            frozen=("key", "channel", "sha256", "size", "received_at", "envelope_from", "not_read_because"),
        ),
        NoDelete(
            "gateways_receipt",
            frozen=(
                "token", "arrival_id", "door", "sha256", "envelope_from", "recipients", "at", "uid_validity", "uid",
            ),
        ),
    ]
