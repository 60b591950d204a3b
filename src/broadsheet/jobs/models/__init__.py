"""The tables of the job engine."""

from broadsheet.jobs.models.job import OPEN, Job, State
from broadsheet.jobs.models.slot import Slot
from broadsheet.jobs.models.worker import Worker

__all__ = ["OPEN", "Job", "Slot", "State", "Worker"]
