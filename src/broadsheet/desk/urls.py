"""The addresses of the desk's own screens, all below /desk/."""

from django.urls import path

from broadsheet.desk.views import inbox

urlpatterns = [
    path("inbox/", inbox.Inbox.as_view(), name="desk_inbox"),
    path("inbox/news/", inbox.news, name="desk_inbox_news"),
    path("inbox/<int:pk>/", inbox.Inbox.as_view(), name="desk_inbox_item"),
    path("inbox/<int:pk>/pick-up/", inbox.take, name="desk_inbox_take"),
    path("inbox/<int:pk>/pictures/<int:number>/", inbox.picture, name="desk_inbox_picture"),
    path("inbox/quarantine/<int:pk>/read-again/", inbox.read_again, name="desk_inbox_read_again"),
]
