"""Say which app answers which address: the desk, accounts, documents, copy sent to us, and everything else public."""

from django.urls import include, path
from wagtail.admin import urls as desk_urls
from wagtail.documents import urls as document_urls

from broadsheet.desk.views.files import stored_file
from broadsheet.readers.views import SignIn

urlpatterns = [
    path("desk/", include(desk_urls)),
    path("account/login/", SignIn.as_view(), name="account_login"),
    path("account/", include("allauth.urls")),
    path("documents/", include(document_urls)),
    path("media/<path:path>", stored_file),
    path("wire/", include("broadsheet.wire.urls")),
    path("", include("broadsheet.public.urls")),
]

handler404 = "broadsheet.public.views.errors.not_found"
handler403 = "broadsheet.public.views.errors.forbidden"
