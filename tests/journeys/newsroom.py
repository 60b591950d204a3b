"""Open a newsroom on an empty database, in a process of its own: `python -m tests.journeys.newsroom`.

Prints the key by which its one source pushes.
"""

import logging


def main() -> None:
    """A section with its desk, an editor, and the Northern Press Agency, which pushes."""
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from broadsheet.desk.services.roles import ensure_roles, open_desk
    from broadsheet.wire.models import Source
    from broadsheet.wire.services.push import make_key
    from tests import factories

    factories.lay_ground()
    politics = factories.make_section(factories.make_home(), "Politics")
    ensure_roles()
    factories.make_user("Ada", groups=(open_desk(politics).editors,))
    source = factories.make_source(connector=Source.Connector.PUSH, section=politics)
    print(make_key(source, name="Ticker"))


if __name__ == "__main__":
    main()
