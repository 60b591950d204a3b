"""Hold what happened to one connection's bytes against what has to happen."""

from dataclasses import dataclass

from tests.edge.client import Talked
from tests.edge.corpus.case import REFUSALS, Case, Seen
from tests.edge.strict import Request


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of a case: what the application saw, what the client got, and what was logged."""

    seen: list[Request]
    faults: list[str]
    talked: Talked
    refusals_logged: int


def reasons_against(case: Case, happened: Happened) -> list[str]:
    """List everything that should have been otherwise; an empty list means that all is well."""
    reasons = [f"the application got what is no request: {fault}" for fault in happened.faults]
    seen, talked = happened.seen, happened.talked
    if len(seen) > len(case.seen):
        reasons.append(f"{len(seen)} requests were passed on instead of {len(case.seen)}")
    for number, (got, wanted) in enumerate(zip(seen, case.seen, strict=False), 1):
        reasons += [f"request {number}: {reason}" for reason in reasons_against_one(got, wanted)]
    if len(talked.served) != len(seen) and not case.cut:
        reasons.append(f"{len(seen)} requests were passed on, and {len(talked.served)} answered")
    refused = [answer for answer in talked.answers if answer.status in REFUSALS]
    if case.refused or (case.either and len(seen) < len(case.seen) and not says_close(talked)):
        reasons += reasons_against_refusal(talked, len(refused), happened.refusals_logged)
    elif not case.either and not case.cut and len(seen) < len(case.seen) and not (seen and says_close(talked)):
        reasons.append(f"only {len(seen)} of {len(case.seen)} requests were passed on: {talked.statuses}")
    if case.refused and len(seen) < len(case.seen):
        reasons.append("what stood before the fault was not served")
    return reasons


def reasons_against_one(got: Request, wanted: Seen) -> list[str]:
    """Compare one request; the edge may ask for all of a page of which a client wants only the head."""
    reasons = []
    if got.method != wanted.method and (wanted.method, got.method) != (b"HEAD", b"GET"):
        reasons.append(f"method {got.method!r} instead of {wanted.method!r}")
    if not any(same_target(got.target, target) for target in wanted.targets):
        reasons.append(f"target {got.target[:80]!r} instead of {wanted.targets[0][:80]!r}")
    if got.body != wanted.body:
        reasons.append(f"body {got.body[:80]!r} instead of {wanted.body[:80]!r}")
    reasons += [f"the application was told {never!r}" for never in wanted.never if never in got.head]
    return reasons


def reasons_against_refusal(talked: Talked, refused: int, logged: int) -> list[str]:
    """A refusal is one answer at most (it may be lost if the client was still sending), the end, and one log line."""
    reasons = []
    if refused > 1:
        reasons.append(f"refused {refused} times")
    if not talked.closed:
        reasons.append(f"the connection was left open: {talked.statuses}")
    if logged != 1:
        reasons.append(f"{logged} lines were logged")
    return reasons


def says_close(talked: Talked) -> bool:
    """Say whether the last answer ended the connection without refusing anything."""
    last = talked.answers[-1] if talked.answers else None
    return bool(last and last.status < 400 and talked.closed and last.fields.get(b"connection") == b"close")


def same_target(got: bytes, wanted: bytes) -> bool:
    """Compare two targets as RFC 3986, section 6.2.2, has it: what needs no escape has none, dots are resolved."""
    return normal(got) == normal(wanted)


def normal(target: bytes) -> bytes:
    """Write a target in one way; written apart from the edge's own."""
    path, mark, query = target.partition(b"?")
    return dotless(plain(path)) + (mark if query else b"") + plain(query)


def plain(text: bytes) -> bytes:
    """Undo every escape, but keep apart what an escape keeps apart."""
    made, at = bytearray(), 0
    while at < len(text):
        pair = text[at + 1 : at + 3]
        if text[at : at + 1] == b"%" and len(pair) == 2 and all(chr(one) in "0123456789abcdefABCDEF" for one in pair):
            code = int(pair, 16)
            made += b"%%%02x" % code if bytes([code]) in b"/?#%;&=+:@!$'()*,[]" or code < 33 else bytes([code])
            at += 3
        else:
            made += text[at : at + 1]
            at += 1
    return bytes(made)


def dotless(path: bytes) -> bytes:
    """Resolve dots."""
    kept: list[bytes] = []
    words = path.split(b"/")
    for word in words[1:]:
        if word == b"..":
            del kept[-1:]
        elif word != b".":
            kept.append(word)
    if words[-1] in (b".", b"..") and kept:
        kept.append(b"")
    return b"/" + b"/".join(kept)
