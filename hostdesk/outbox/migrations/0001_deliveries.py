from django.db import migrations, models

from hostdesk.journal.migrations import NoDelete


class Migration(migrations.Migration):

    initial = True

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('channel', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=40)),
                ('ticket', models.CharField(db_index=True, max_length=32)),
                ('letter', models.JSONField()),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('created_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('held', 'Held, can be taken back'), ('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('unclear', 'Unclear whether it was sent'), ('failed', 'Could not be sent'), ('cancelled', 'Taken back')], max_length=12)),
                ('next_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('worker', models.CharField(blank=True, max_length=100)),
                ('fencing', models.PositiveIntegerField(default=0)),
                ('is_handed_over', models.BooleanField(default=False)),
                ('reached', models.JSONField(default=list)),
                ('repeated', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=60)),
                ('bounce_status', models.CharField(blank=True, max_length=20)),
                ('bounce_text', models.TextField(blank=True)),
                ('bounced_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at', 'id'], name='outbox_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('message_id',), name='outbox_message_id_once')],
            },
        ),
        NoDelete(
            "outbox_delivery",
            frozen=("key", "channel", "kind", "ticket", "letter", "message_id", "created_at"),
        ),
    ]
