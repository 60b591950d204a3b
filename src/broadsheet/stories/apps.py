"""Register `broadsheet.stories` with Django."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Listen to what Wagtail does to story and section pages."""
        from django.db.models.signals import pre_delete
        from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

        from broadsheet.stories import listeners
        from broadsheet.stories.models import StoryPage
        from broadsheet.taxonomy.models import SectionPage

        for sender in (StoryPage, SectionPage):
            post_page_move.connect(listeners.moved, sender=sender)
            page_slug_changed.connect(listeners.moved, sender=sender)
        page_unpublished.connect(listeners.unpublished, sender=StoryPage)
        pre_delete.connect(listeners.deleted, sender=StoryPage)
