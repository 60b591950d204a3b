"""Do one thing an editor does, in a process of its own: `python -m tests.edge.editor WORD HEADLINE`.

`open` lays the ground and a first story; `publish` publishes a new one; `die` does, too, and ends after the commit,
before any cache of this machine is told.
"""

import logging
import os
import sys
from typing import Any


def main(word: str, headline: str) -> int:
    """Do it; the exit code says how it ended."""
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from tests import factories

    section = opened(factories) if word == "open" else the_section()
    if word == "die":
        die_untold()
    factories.publish(factories.make_story(section, headline))
    return 0


def opened(factories: Any) -> Any:
    """Lay the ground of a newspaper with one section."""
    factories.lay_ground()
    return factories.make_section(factories.make_home(), "Politics")


def the_section() -> Any:
    """Give the section every story goes to."""
    from broadsheet.taxonomy.models import SectionPage

    return SectionPage.objects.get()


def die_untold() -> None:
    """End the process, as a power cut would, where it would tell of a change that shows on public pages."""
    from broadsheet.public.services import outbox

    def end(change: Any) -> None:
        if change.tags:
            os._exit(9)

    outbox.tell = end


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
