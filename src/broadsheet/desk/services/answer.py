"""Answer a reader's enquiry, or put it into another state."""

from django.db import transaction
from django.utils import timezone

from broadsheet.desk.errors import AnswerMissing
from broadsheet.people.models import User
from broadsheet.readers.models import Enquiry


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, answer: str, by: User) -> Enquiry:
    """Keep the answer and queue the letter; both or neither. Raises AnswerMissing if there are no words."""
    from broadsheet.desk.tasks import send_answer

    if not answer.strip():
        raise AnswerMissing(enquiry.number)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    enquiry.answer, enquiry.handled_by = answer.strip(), by
    enquiry.state, enquiry.answered_at = Enquiry.State.ANSWERED, timezone.now()
    enquiry.save(update_fields=["answer", "handled_by", "state", "answered_at"])
    send_answer.enqueue(enquiry.pk)
    return enquiry


@transaction.atomic
def set_state(enquiry: Enquiry, *, state: str, answer: str = "", by: User) -> Enquiry:
    """Move an enquiry along without writing to anybody; a draft of the answer is kept."""
    if state == Enquiry.State.ANSWERED and not enquiry.answered_at:
        raise AnswerMissing(enquiry.number)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    enquiry.state, enquiry.answer, enquiry.handled_by = Enquiry.State(state), answer.strip(), by
    enquiry.save(update_fields=["state", "answer", "handled_by"])
    return enquiry
