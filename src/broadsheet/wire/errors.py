"""What stops a connector, in sentences for the desk: each becomes a source's last error."""

from datetime import timedelta

from broadsheet.core.errors import BroadsheetError


def shown(text: object, *, most: int = 200) -> str:
    """Give text that came from outside fit to be shown: one line of printable characters, not too long."""
    line = "".join(letter if letter.isprintable() else "�" for letter in str(text))
    return line if len(line) <= most else line[: most - 1] + "…"


class FetchFailed(BroadsheetError):
    """Base of everything that keeps us from an answer; `retry_after` is how long the other side asked us to wait."""

    code = "fetch-failed"
    is_lasting = False  # another try will end in the same way

    def __init__(self, sentence: str, *, retry_after: timedelta | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(sentence)


class AddressRefused(FetchFailed):
    """An address that is not of the kind we fetch."""

    code = "address-refused"
    is_lasting = True

    def __init__(
        self,
        address: str,
        reason: str,
        *,
        expected: str = "a public http or https address such as https://wire.example/feed.xml",
    ) -> None:
        super().__init__(f"The address {shown(address)} is not fetched: {reason}. Expected {expected}.")


class NotPublic(FetchFailed):
    """A name that leads into a private network, ours among them."""

    code = "address-not-public"
    is_lasting = True

    def __init__(self, host: str, found: str) -> None:
        super().__init__(
            f"{shown(host)} leads to {shown(found)}, which is not an address on the public internet, so nothing was "
            "sent. Give the source’s public address."
        )


class Unreachable(FetchFailed):
    """No connection, or one that broke."""

    code = "source-unreachable"

    def __init__(self, address: str, reason: object) -> None:
        super().__init__(
            f"{shown(address)} cannot be reached: {shown(reason)}. It is tried again; ask the source if it stays so."
        )


class TooSlow(FetchFailed):
    """An answer that was not whole when its time was up."""

    code = "source-too-slow"

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(f"{shown(address)} did not answer in full within {seconds:g} seconds. It is tried again.")


class TooMuch(FetchFailed):
    """An answer, or a file, beyond what a source may send."""

    code = "source-too-much"
    is_lasting = True

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(f"{shown(what)} is too large: {limit}. Ask the source for a shorter one.")


class BadAnswer(FetchFailed):
    """An answer that is no feed and no picture, such as 404."""

    code = "source-bad-answer"

    def __init__(
        self, address: str, status: int, *, what: str = "", retry_after: timedelta | None = None, lasting: bool = False
    ) -> None:
        self.status, self.is_lasting = status, lasting
        super().__init__(
            f"{shown(address)} answered {status}{what and f' {what}'}. Check the address with the source.",
            retry_after=retry_after,
        )


class AskedToWait(FetchFailed):
    """The source is busy, or finds us too eager."""

    code = "source-asked-to-wait"

    def __init__(self, address: str, status: int, *, retry_after: timedelta | None) -> None:
        wait = f" for {max(1, round(retry_after.total_seconds() / 60))} minutes" if retry_after else ""
        super().__init__(
            f"{shown(address)} answered {status} and asked us to wait{wait}. We do.", retry_after=retry_after
        )


class Gone(FetchFailed):
    """The source has said that there is nothing more to come."""

    code = "source-gone"
    is_lasting = True

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{shown(address)} is gone for good (410), so the source was switched off. "
            "Ask the source for its new address, enter it and switch the source on."
        )


class RedirectRefused(FetchFailed):
    """A redirect we do not follow."""

    code = "redirect-refused"

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"{shown(address)} redirects, which was not followed: {reason}. Enter the address it should be."
        )


class RobotsForbid(FetchFailed):
    """The site's robots.txt asks machines to stay away from the feed."""

    code = "robots-forbid"

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The robots.txt of {shown(address)} asks us not to fetch it, so we did not. "
            "Ask the source to allow “Broadsheet” there; it is looked at again within a day."
        )


class NotFetched(BroadsheetError):
    """A source that no connector serves."""

    code = "source-not-fetched"

    def __init__(self, source: object) -> None:
        super().__init__(
            f"{source} is pushed to us or fed by hand, so there is nothing to fetch. Take files in with: "
            f"broadsheet ingest FILE... --source “{source}”"
        )


class FolderUnusable(FetchFailed):
    """A watched folder that is not there, not ours to change, or outside the drop folder."""

    code = "folder-unusable"

    def __init__(self, folder: object, reason: object) -> None:
        super().__init__(
            f"The folder {shown(folder)} cannot be watched: {shown(reason)}. "
            "Expected a folder inside BROADSHEET_DROP_FOLDER that Broadsheet may write to."
        )


class NotTried(BroadsheetError):
    """A routing rule that nobody has seen at work as it is now."""

    code = "rule-not-tried"

    def __init__(self, rule: object) -> None:
        super().__init__(
            f"“{rule}” says something else than what was tried, so it is not live. "
            "Try it on yesterday’s copy, look at what it would do, then put it in force."
        )


class SecretUnusable(FetchFailed):
    """A secret that a source names and the machine does not have."""

    code = "secret-unusable"
    is_lasting = True

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(
            f"The secret “{shown(name)}” cannot be used: {shown(reason)}. "
            "Expected a file of that name in the folder of BROADSHEET_SECRETS_FOLDER, readable by Broadsheet."
        )


class LoginRefused(FetchFailed):
    """A server that does not let us in."""

    code = "login-refused"

    def __init__(self, address: str, reason: object) -> None:
        super().__init__(
            f"{shown(address)} did not let us in: {shown(reason)}. Check the user name, and the secret in its file."
        )


class HostKeyRefused(FetchFailed):
    """A server that is not the one whose fingerprint we were given; it was told neither name nor password."""

    code = "host-key-refused"
    is_lasting = True

    def __init__(self, address: str, seen: str, *, is_known: bool) -> None:
        why = "shows another host key than the one entered" if is_known else "shows a host key, and none is entered"
        super().__init__(
            f"{shown(address)} {why}: {seen}. Nothing was sent. "
            "Ask the source for its fingerprint by another way, and if it is this one, enter it at the source."
        )


class PlaceUnusable(FetchFailed):
    """A folder or mailbox at the source that cannot be opened."""

    code = "place-unusable"

    def __init__(self, address: str, reason: object) -> None:
        super().__init__(f"{shown(address)} cannot be opened: {shown(reason)}. Check the folder with the source.")


class FileNotGiven(FetchFailed):
    """One file or message of many that the source lists and does not hand over, or not whole."""

    code = "file-not-given"

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(
            f"{shown(name)} was not handed over: {shown(reason)}. It is tried again; ask the source if it stays so."
        )


class NotMoved(FetchFailed):
    """A file that was taken in, and could not be moved out of the way."""

    code = "file-not-moved"

    def __init__(self, name: str, folder: str, reason: object) -> None:
        super().__init__(
            f"{shown(name)} was taken in but not moved to {shown(folder)}: {shown(reason)}. It is not taken again. "
            "Ask the source for the right to move files there, or leave the field empty."
        )


class PushRefused(BroadsheetError):
    """Base of everything that turns a push away; `status` is the HTTP status of the answer."""

    code = "push-refused"
    status = 400


class PushCutShort(PushRefused):
    """A push that ended before it was whole; nothing of it was kept."""

    code = "push-cut-short"

    def __init__(self, announced: int, came: int) -> None:
        super().__init__(f"The body ended after {came:,} of {announced:,} bytes. Nothing was kept. Send it again.")


class PushKeyRefused(PushRefused):
    """A push without a key, or with one that opens nothing here: an unknown source says the same as a wrong key."""

    code = "push-key-refused"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "No key of this source came along. Expected the header “Authorization: Bearer KEY” with a key that the "
            "newsroom made for the source, and the source’s own address."
        )


class PushSignatureRefused(PushRefused):
    """A push whose signature does not prove who sent it, and when."""

    code = "push-signature-refused"
    status = 401

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The signature was not accepted: {reason}. Expected the headers webhook-id, webhook-timestamp and "
            "webhook-signature as Standard Webhooks describes them (https://www.standardwebhooks.com/)."
        )


class PushSourceOff(PushRefused):
    """A push to a source that the newsroom has switched off."""

    code = "push-source-off"
    status = 403

    def __init__(self, source: object) -> None:
        super().__init__(f"{source} is switched off, so nothing was kept. Ask the newsroom to switch it on.")


class PushNotTaken(PushRefused):
    """A push to a source that gets its copy in another way by now."""

    code = "push-not-taken"
    status = 404

    def __init__(self, source: object) -> None:
        super().__init__(f"{source} takes no pushes; its copy comes another way. Ask the newsroom which.")


class PushByPostOnly(PushRefused):
    """Another method than POST."""

    code = "push-by-post-only"
    status = 405

    def __init__(self, method: str) -> None:
        super().__init__(f"{shown(method, most=20)} does nothing here. Send the copy with POST.")


class PushWithoutLength(PushRefused):
    """A push that does not say how long it is."""

    code = "push-without-length"
    status = 411

    def __init__(self) -> None:
        super().__init__("The length is missing. Send the header Content-Length with the number of bytes.")


class PushTooLarge(PushRefused):
    """A push beyond what a source may send at once."""

    code = "push-too-large"
    status = 413

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"The body has {length:,} bytes, more than {most:,}. Send fewer items at once.")


class PushKindRefused(PushRefused):
    """A push that says it is no wire copy."""

    code = "push-kind-refused"
    status = 415

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"{shown(kind)} is not taken. Send one payload as it is, not packed and not as a form, with a Content-Type "
            "such as application/json, application/xml or text/plain (curl: --data-binary @FILE -H 'Content-Type: …')."
        )


class PushTooOften(PushRefused):
    """More pushes than a source may send in a minute."""

    code = "push-too-often"
    status = 429

    def __init__(self, most: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"More than {most} pushes came within a minute. Wait {seconds} seconds and go on.")


class PushSecretAway(PushRefused):
    """A push that cannot be proved for want of our own copy of the signing secret."""

    code = "push-secret-away"
    status = 503

    def __init__(self) -> None:
        super().__init__("We cannot check signatures now; the newsroom has been told. Nothing was kept. Try later.")
