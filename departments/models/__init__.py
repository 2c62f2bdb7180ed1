"""The nouns of the units' floor."""

from departments.models.activity import Activity
from departments.models.department import Department, Population
from departments.models.duty import Assignment, Duty, PlanTask
from departments.models.holiday import Holiday
from departments.models.ladder import ReminderLadder
from departments.models.member import Member
from departments.models.parameter import Parameter
from departments.models.reminder import Reminder, ReminderStep
from departments.models.token import AccessToken

__all__ = [
    "AccessToken",
    "Activity",
    "Assignment",
    "Department",
    "Duty",
    "Holiday",
    "Member",
    "Parameter",
    "PlanTask",
    "Population",
    "Reminder",
    "ReminderLadder",
    "ReminderStep",
]
