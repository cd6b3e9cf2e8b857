"""The addresses of the knowledge base at the desk."""

from django.urls import path

from hostdesk.desk import (
    knowledge_editor,
    knowledge_find,
    knowledge_list,
    knowledge_new,
    knowledge_numbers,
    knowledge_review,
    knowledge_sections,
    knowledge_steps,
    knowledge_versions,
)

app_name = "articles"
urlpatterns = [
    path("", knowledge_list.articles, name="list"),
    path("new/", knowledge_new.new, name="new"),
    path("find/", knowledge_find.find, name="find"),
    path("preview/", knowledge_editor.preview, name="preview"),
    path("sections/", knowledge_sections.sections, name="sections"),
    path("sections/save/", knowledge_sections.save, name="section_save"),
    path("sections/order/", knowledge_sections.order, name="order"),
    path("numbers/", knowledge_numbers.numbers, name="numbers"),
    path("feedback/", knowledge_numbers.feedback, name="feedback"),
    path("feedback/<int:pk>/seen/", knowledge_numbers.seen, name="seen"),
    path("from/<int:pk>/", knowledge_steps.from_reply, name="from_reply"),
    path("inserted/<str:number>/", knowledge_find.inserted, name="inserted"),
    path("<slug:key>/<slug:language>/", knowledge_editor.edit, name="edit"),
    path("<slug:key>/<slug:language>/save/", knowledge_editor.save, name="save"),
    path("<slug:key>/<slug:language>/keep/", knowledge_editor.keep, name="keep"),
    path("<slug:key>/<slug:language>/drop/", knowledge_editor.drop, name="drop"),
    path("<slug:key>/<slug:language>/translate/", knowledge_new.add_language, name="translate"),
    path("<slug:key>/<slug:language>/place/", knowledge_steps.place, name="place"),
    path("<slug:key>/<slug:language>/image/", knowledge_steps.image, name="image"),
    path("<slug:key>/<slug:language>/do/<slug:name>/", knowledge_steps.step, name="step"),
    path("<slug:key>/<slug:language>/review/", knowledge_review.review, name="review"),
    path("<slug:key>/<slug:language>/versions/", knowledge_versions.versions, name="versions"),
]
