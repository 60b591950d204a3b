"""Whatever the order and repetition of deliveries, the end is the same (see `histories`)."""

import random

from tests.wire.histories import lay_ground, tell


def test_every_history_of_a_plot_ends_alike(db):
    assert tell(200, random.Random(7), lay_ground()).startswith("200 histories")
