"""The addresses of the desk's own screens, all below /desk/."""

from django.urls import path

from broadsheet.desk.views import inbox, presets, queues, routing, sources
from broadsheet.desk.views.breaking import BreakingScreen, lower
from broadsheet.desk.views.kill import KillScreen
from broadsheet.desk.views.lineage import lineage
from broadsheet.desk.views.recalls import Recalls, RecallScreen

urlpatterns = [
    path("inbox/", inbox.Inbox.as_view(), name="desk_inbox"),
    path("inbox/news/", inbox.news, name="desk_inbox_news"),
    path("inbox/<int:pk>/", inbox.Inbox.as_view(), name="desk_inbox_item"),
    path("inbox/<int:pk>/pick-up/", inbox.take, name="desk_inbox_take"),
    path("inbox/<int:pk>/add/", inbox.add, name="desk_inbox_add"),
    path("inbox/<int:pk>/pictures/<int:number>/", inbox.picture, name="desk_inbox_picture"),
    path("inbox/quarantine/<int:pk>/read-again/", inbox.read_again, name="desk_inbox_read_again"),
    path("inbox/presets/keep/", presets.keep, name="desk_preset_keep"),
    path("inbox/presets/<int:pk>/drop/", presets.drop, name="desk_preset_drop"),
    path("inbox/alarms/<int:pk>/see/", routing.see, name="desk_alarm_see"),
    path("wires/", presets.Columns.as_view(), name="desk_wires"),
    path("routing/", routing.Rules.as_view(), name="desk_rules"),
    path("routing/<int:pk>/", routing.RuleScreen.as_view(), name="desk_rule"),
    path("stories/<int:pk>/kill/", KillScreen.as_view(), name="desk_kill"),
    path("stories/<int:pk>/lineage/", lineage, name="desk_lineage"),
    path("recalls/", Recalls.as_view(), name="desk_recalls"),
    path("recalls/<int:pk>/", RecallScreen.as_view(), name="desk_recall"),
    path("breaking/", BreakingScreen.as_view(), name="desk_breaking"),
    path("breaking/lower/", lower, name="desk_breaking_lower"),
    path("breaking/<int:pk>/", BreakingScreen.as_view(), name="desk_breaking_story"),
    path("enquiries/", queues.Enquiries.as_view(), name="desk_enquiries"),
    path("enquiries/<str:number>/", queues.EnquiryScreen.as_view(), name="desk_enquiry"),
    path("tips/", queues.Tips.as_view(), name="desk_tips"),
    path("tips/<uuid:pk>.age", queues.sealed_tip, name="desk_tip"),
    path("sources/", sources.Sources.as_view(), name="desk_sources"),
    path("sources/<int:pk>/", sources.SourceScreen.as_view(), name="desk_source"),
    path("sources/<int:pk>/try/", sources.try_it, name="desk_source_try"),
    path("sources/<int:pk>/keys/<int:key>/drop/", sources.drop_key, name="desk_source_drop_key"),
    path("jobs/", queues.Jobs.as_view(), name="desk_jobs"),
    path("jobs/<uuid:pk>/retry/", queues.retry, name="desk_job_retry"),
]
