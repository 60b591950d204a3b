"""Rows readers cause."""

from broadsheet.readers.models.consent import ConsentRecord
from broadsheet.readers.models.enquiry import Enquiry

__all__ = ["ConsentRecord", "Enquiry"]
