"""The corpus: requests as attackers, broken programs and the curious send them, each with what must become of it.

Written from RFC 9110, 9112 and 3986 and from what is published on request smuggling: CL.TE, TE.CL, TE.TE and CL.0,
chunk extensions and terminators that two parsers end at different places, fields that one folds and the other not.
"""

from tests.edge.corpus import codings, fields, lengths, lines
from tests.edge.corpus.case import Case, Seen

CASES: list[Case] = [*lengths.CASES, *codings.CASES, *lines.CASES, *fields.CASES]

__all__ = ["CASES", "Case", "Seen"]
