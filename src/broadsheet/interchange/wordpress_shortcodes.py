"""Replace the shortcodes of WordPress texts, `[name attribute="value"]inner text[/name]`, without recursion.

Editors write brackets too: “[sic]”, “[laughs]”. So a bare word in brackets is a shortcode only if we know it, if it is
closed further on, or if it stands alone on its line.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from html import unescape

DEEPEST = 40

# Every quoted part is bounded, so an opening bracket never costs more than a look at what follows it.
_TOKEN = re.compile(
    r"<[^<>]*>"
    r"|(?P<escaped>\[\[/?[a-z][\w-]*[^\[\]]{0,400}\]\])"
    r"|\[(?P<closes>/)?(?P<name>[a-z][a-z0-9_-]*)(?P<said>(?:[=\s](?:[^\[\]\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}')*+|/)?)\]"
)
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*'([^']*)'|([\w-]+)\s*=\s*([^\s"']+)|"([^"]*)"|'([^']*)'|(\S+)"""
)


@dataclass(slots=True)
class Shortcode:
    """One shortcode: values by name, bare values in order, and what stood between it and its closing mark."""

    name: str
    said: str
    values: Mapping[str, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    parts: list[str] = field(default_factory=list)

    @property
    def inner(self) -> str:
        return "".join(self.parts)


def replace_shortcodes(content: str, *, known: Collection[str], render: Callable[[Shortcode], str]) -> str:
    """Give the text with each shortcode replaced by what `render` makes of it, inner ones first.

    >>> replace_shortcodes("He [sic] said [b x=1]no[/b].", known=(), render=lambda code: code.inner.upper())
    'He [sic] said NO.'
    """
    if "[" not in content:
        return content
    tokens = list(_TOKEN.finditer(content))
    return _Replacing(content, closings=_closings(tokens), known=known, render=render).over(tokens)


def _closings(tokens: list[re.Match[str]]) -> Counter[str]:
    return Counter(token["name"] for token in tokens if token["closes"])


class _Replacing:
    """Keep the shortcodes that are open; each closing mark ends the innermost one of its name."""

    def __init__(
        self, content: str, *, closings: Counter[str], known: Collection[str], render: Callable[[Shortcode], str]
    ) -> None:
        self.content, self.closings, self.known, self.render = content, closings, known, render
        self.opened = [Shortcode("", "")]

    def over(self, tokens: list[re.Match[str]]) -> str:
        begin = 0
        for token in tokens:
            self._say(self.content[begin : token.start()])
            begin = token.end()
            self._take(token)
        self._say(self.content[begin:])
        while len(self.opened) > 1:
            self._leave_open()
        return self.opened[0].inner

    def _say(self, text: str) -> None:
        self.opened[-1].parts.append(text)

    def _take(self, token: re.Match[str]) -> None:
        if token["escaped"]:
            self._say(token[0][1:-1])
        elif not token["name"]:
            self._say(token[0])
        elif token["closes"]:
            self._close(token)
        elif self._is_shortcode(token):
            self._open(token)
        else:
            self._say(token[0])

    def _is_shortcode(self, token: re.Match[str]) -> bool:
        return (
            token["name"] in self.known
            or "=" in token["said"]
            or _ends_itself(token)
            or self.closings[token["name"]] > 0
            or (not token["said"].strip() and self._is_alone(token))
        )

    def _is_alone(self, token: re.Match[str]) -> bool:
        """Say whether nothing else stands on the line, or between the tags, where the token is."""
        before = self.content[max(0, token.start() - 200) : token.start()].rstrip(" \t\r")
        after = self.content[token.end() : token.end() + 200].lstrip(" \t\r")
        return (not before or before[-1] in "\n>") and (not after or after[0] in "\n<")

    def _open(self, token: re.Match[str]) -> None:
        code = _shortcode(token)
        if not _ends_itself(token) and self.closings[code.name] > 0 and len(self.opened) <= DEEPEST:
            self.opened.append(code)
        else:
            self._say(self.render(code))

    def _close(self, token: re.Match[str]) -> None:
        self.closings[token["name"]] -= 1
        if all(code.name != token["name"] for code in self.opened):
            self._say(token[0])
            return
        while self.opened[-1].name != token["name"]:
            self._leave_open()
        code = self.opened.pop()
        self._say(self.render(code))

    def _leave_open(self) -> None:
        """A shortcode that never closes stands alone; what follows it belongs to the text around it."""
        code = self.opened.pop()
        after, code.parts = code.parts, []
        self._say(self.render(code))
        self.opened[-1].parts.extend(after)


def _ends_itself(token: re.Match[str]) -> bool:
    """Say whether it is written `[name /]`; a slash at the end of an address is not that."""
    said = token["said"]
    return said.strip() == "/" or said.rstrip().endswith((" /", '"/', "'/"))


def _shortcode(token: re.Match[str]) -> Shortcode:
    # WordPress.com writes [youtube=https://…]: what follows the sign is a bare value.
    said = token["said"].strip().removeprefix("=")
    said = said.removesuffix("/") if _ends_itself(token) else said
    values: dict[str, str] = {}
    bare: list[str] = []
    for found in _ATTRIBUTE.finditer(said):
        name = found[1] or found[3] or found[5]
        value = unescape(next(part for part in reversed(found.groups()) if part is not None))
        if name:
            values.setdefault(name.lower(), value)
        else:
            bare.append(value)
    return Shortcode(token["name"], token[0], values, tuple(bare))
