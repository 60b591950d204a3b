"""Read the values that PHP wrote with `serialize()`: text, numbers and arrays, and never an object.

WordPress keeps what it knows of a picture (its size, its credit) in that form. Nothing is built from a class name:
an object in the text makes the whole text unreadable to us, which is what we want of it.
"""

from broadsheet.interchange.errors import Unreadable

PhpValue = str | int | float | bool | None | dict[str, "PhpValue"]

LARGEST = 1024 * 1024
DEEPEST = 16
_ENDS = {"b": ";", "i": ";", "d": ";"}


def read_php(text: str) -> PhpValue:
    """Give the value of a serialised text; keys of arrays become text.

    >>> read_php('a:2:{s:5:"width";i:640;s:6:"credit";s:8:"A. Doyle";}')
    {'width': 640, 'credit': 'A. Doyle'}
    """
    raw = text.strip().encode("utf-8", "replace")
    if len(raw) > LARGEST:
        raise Unreadable(f"The serialised value has {len(raw):,} bytes. At most {LARGEST:,} are read.")
    reader = _Reader(raw)
    value = reader.value(depth=0)
    if reader.at != len(raw):
        raise reader.refusal("the end")
    return value


class _Reader:
    """Walk along the bytes; PHP counts the length of text in bytes, so we do too."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def value(self, *, depth: int) -> PhpValue:
        if depth > DEEPEST:
            raise Unreadable(f"The serialised value nests more than {DEEPEST} levels.")
        kind = self._take(1)
        if kind == "N":
            self._expect(";")
            return None
        self._expect(":")
        if kind == "s":
            return self._text()
        if kind == "a":
            return self._array(depth=depth)
        return self._scalar(kind)

    def _scalar(self, kind: str) -> PhpValue:
        if kind not in _ENDS:
            raise self.refusal("text, a number or an array")
        said = self._until(";")
        try:
            return float(said) if kind == "d" else bool(int(said)) if kind == "b" else int(said)
        except ValueError:
            raise self.refusal("a number") from None

    def _text(self) -> str:
        size = self._size()
        self._expect('"')
        said = self._take(size)
        self._expect('";')
        return said

    def _array(self, *, depth: int) -> dict[str, PhpValue]:
        size = self._size()
        self._expect("{")
        values: dict[str, PhpValue] = {}
        for _ in range(size):
            key = self.value(depth=depth + 1)
            values[str(key)] = self.value(depth=depth + 1)
        self._expect("}")
        return values

    def _size(self) -> int:
        said = self._until(":")
        if not said.isascii() or not said.isdigit() or len(said) > len(str(LARGEST)):
            raise self.refusal("a length")
        return int(said)

    def _until(self, mark: str) -> str:
        end = self.raw.find(mark.encode(), self.at, self.at + 40)
        if end < 0:
            raise self.refusal(mark)
        said = self._take(end - self.at)
        self.at += 1
        return said

    def _take(self, size: int) -> str:
        part = self.raw[self.at : self.at + size]
        if len(part) < size:
            raise self.refusal("more text")
        self.at += size
        return part.decode("utf-8", "replace")

    def _expect(self, mark: str) -> None:
        if self._take(len(mark)) != mark:
            raise self.refusal(mark)

    def refusal(self, expected: str) -> Unreadable:
        return Unreadable(f"The serialised value is broken at byte {self.at}: expected {expected}.")
