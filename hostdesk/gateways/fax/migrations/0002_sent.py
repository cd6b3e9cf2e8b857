import django.db.models.deletion
from django.db import migrations, models

from hostdesk.journal.protection import NoDelete


class Migration(migrations.Migration):

    dependencies = [
        ('fax', '0001_received'),
        ('outbox', '0001_deliveries'),
    ]

    operations = [
        migrations.CreateModel(
            name='FaxJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=40)),
                ('job_id', models.CharField(blank=True, max_length=40)),
                ('progress', models.CharField(default='waiting', max_length=8)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('dials', models.PositiveIntegerField(default=0)),
                ('status', models.CharField(blank=True, max_length=300)),
                ('next_try', models.CharField(blank=True, max_length=20)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('delivery', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fax_job', to='outbox.delivery')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['id'], name='fax_under_way')],
            },
        ),
        NoDelete("fax_faxjob", frozen=("delivery_id", "tag", "number")),
    ]
