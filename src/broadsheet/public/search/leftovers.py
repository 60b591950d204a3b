"""Clear the index's folder of what a writer left that was killed.

The names of lists of deleted stories are made of the number of the commit, and come again: one that a killed writer
left where its commit did not come about would let every later commit fail (tantivy: FileAlreadyExists). Other files
have names that never come again; they only take room, and a reader may be about to open one that was in use just now.
"""

import fcntl
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLD_SECONDS = 3600
OF_SEGMENT = re.compile(r"(?P<segment>[0-9a-f]{32})(\.(?P<stamp>\d+))?\.(?P<kind>[a-z]+)")


def clear(folder: Path) -> list[str]:
    """Remove what belongs to no commit; the caller has the index's one writer. Give the names."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
    except FileNotFoundError:
        return []
    used = {row["segment_id"].replace("-", ""): (row["deletes"] or {}).get("opstamp") for row in meta["segments"]}
    with quiet(folder) as may_tidy:
        left = [path for path in folder.iterdir() if is_left(path, used, meta["opstamp"], may_tidy=may_tidy)]
        for path in left:
            path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


@contextmanager
def quiet(folder: Path) -> Iterator[bool]:
    """Keep readers from opening the index meanwhile, by tantivy's own lock; False if one is about to."""
    with (folder / ".tantivy-meta.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def is_left(path: Path, used: dict[str, int | None], newest: int, *, may_tidy: bool) -> bool:
    """Say whether a file is of a commit that never came about, or is in no use and an hour old."""
    named = OF_SEGMENT.fullmatch(path.name)
    if named and named["kind"] == "del" and int(named["stamp"] or 0) > newest:
        return True
    if named is None:
        is_used = not path.name.startswith(".tmp")
    elif named["kind"] == "del":
        is_used = used.get(named["segment"]) == int(named["stamp"] or 0)
    else:
        is_used = named["segment"] in used
    return may_tidy and not is_used and is_old(path)


def is_old(path: Path) -> bool:
    """Say whether a file was last written an hour ago; one that is gone meanwhile is none of ours."""
    try:
        return path.stat().st_mtime < time.time() - OLD_SECONDS
    except FileNotFoundError:
        return False
