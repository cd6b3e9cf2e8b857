"""What was saved, shown and traced stays; only the end of a showing is added."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), ("journal", "0001_initial")]
    operations = [
        AppendOnly("knowledge_version"),
        AppendOnly("knowledge_trace"),
        NoDelete("knowledge_section", frozen=("slug",)),
        NoDelete("knowledge_article", frozen=("key", "created_at", "created_by_id")),
        NoDelete("knowledge_text", frozen=("article_id", "language")),
        NoDelete("knowledge_showing", frozen=("text_id", "version_id", "starts_at", "by_id")),
        NoDelete("knowledge_image", frozen=("sha256", "content_type", "width", "height")),
    ]
