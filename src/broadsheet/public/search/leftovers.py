"""Clear the index's folder of what a writer left that was killed.

The names of lists of deleted stories are made of the number of the commit, and come again: one that a killed writer
left where its commit did not come about would let every later commit fail (tantivy: FileAlreadyExists). Other files
have names that never come again; they only take room, and a reader may be about to open one that was in use just now.
"""

import json
import re
import time
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
    left = [path for path in folder.iterdir() if is_left(path, used, meta["opstamp"])]
    for path in left:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


def is_left(path: Path, used: dict[str, int | None], newest: int) -> bool:
    """Say whether a file is of a commit that never came about, or has not been in use for an hour."""
    named = OF_SEGMENT.fullmatch(path.name)
    if named is None:
        return path.name.startswith(".tmp") and is_old(path)
    if named["kind"] == "del":
        stamp = int(named["stamp"] or 0)
        return stamp > newest or (used.get(named["segment"]) != stamp and is_old(path))
    return named["segment"] not in used and is_old(path)


def is_old(path: Path) -> bool:
    """Say whether a file was last written an hour ago; one that is gone meanwhile is none of ours."""
    try:
        return path.stat().st_mtime < time.time() - OLD_SECONDS
    except FileNotFoundError:
        return False
