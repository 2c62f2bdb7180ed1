"""Due dates on pages (期限), counted in working days as everywhere."""

from django import template

from departments.services.calendar import Deadline, load_calendar, time_left
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.look import tag

register = template.Library()


@register.simple_tag(takes_context=True)
def working_days_left(context, due_on, is_estimate=False):
    """How long there is until a date; the calendar is read once a page."""
    if due_on is None:
        return ""
    calendar = context.render_context.get("calendar")
    if calendar is None:
        calendar = context.render_context["calendar"] = load_calendar()
    left = time_left(Deadline(due_on, is_estimate), clock.today(), calendar)
    return tag(left.tone, left.words)
