"""Where sources send copy to."""

from django.urls import path

from broadsheet.wire.views import push

urlpatterns = [path("<slug:slug>/", push, name="wire-push")]
