"""The addresses of the desk."""

from django.urls import path

from hostdesk.desk import (
    bulk,
    commands,
    files,
    list_page,
    mail_view,
    meter_page,
    new_ticket,
    preferences,
    present,
    price_steps,
    search_page,
    steps,
    ticket_page,
    work_page,
    write,
)  # fmt: skip

app_name = "desk"
urlpatterns = [
    path("", list_page.home, name="home"),
    path("v/<slug:slug>/", list_page.view, name="view"),
    path("v/<slug:slug>/bulk/", bulk.bulk, name="bulk"),
    path("counts/", list_page.counts, name="counts"),
    path("search/", search_page.find, name="search"),
    path("new/", new_ticket.new, name="new"),
    path("commands/", commands.commands, name="commands"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("theme/", preferences.theme, name="theme"),
    path("preview/", write.preview, name="preview"),
    path("t/<str:number>/", ticket_page.ticket, name="ticket"),
    path("t/<str:number>/write/", write.write, name="write"),
    path("t/<str:number>/draft/", write.draft, name="draft"),
    path("t/<str:number>/here/", present.here, name="here"),
    path("t/<str:number>/do/<slug:name>/", steps.step, name="step"),
    path("t/<str:number>/meter/", meter_page.meter, name="meter"),
    path("t/<str:number>/work/", work_page.work, name="work"),
    path("t/<str:number>/ask/", work_page.ask, name="ask"),
    path("t/<str:number>/price/<slug:name>/", price_steps.step, name="price_step"),
    path("m/<int:pk>/mail/", mail_view.mail, name="mail"),
    path("m/<int:pk>/text/", write.whole_text, name="text"),
    path("m/<int:pk>/original/", files.original, name="original"),
    path("m/<int:pk>/undo/", write.undo, name="undo"),
    path("m/<int:pk>/send-now/", write.send_now, name="send_now"),
    path("f/<int:pk>/", files.attachment, name="file"),
]
