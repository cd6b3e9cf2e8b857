"""The public's and the customers' pages; one file of addresses for each part of them."""

from django.urls import URLPattern, URLResolver

from hostdesk.portal import contact_urls, my_urls, site_urls

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    *my_urls.urlpatterns,
    *contact_urls.urlpatterns,
    *site_urls.urlpatterns,
]
