"""The life of a checklist's version (检查清单): the only code that writes its status."""

from accounts.models import User
from inspections.choices import ChecklistAction as A
from inspections.choices import ChecklistStatus as S
from inspections.models import Checklist
from inspections.permissions import can_edit_checklist, can_publish_checklist
from registry.workflow.transition import Transition, demand_moment, demand_person
from wuqing_tuoyu import clock

CHECKLIST_TRANSITIONS: dict[A, Transition] = {
    A.REVISE: Transition(
        (S.PUBLISHED,), None, "本单位的经办人、负责人，管理员；新版本为修订中", can_edit_checklist
    ),
    A.PUBLISH: Transition((S.DRAFT,), S.PUBLISHED, "本单位的负责人", can_publish_checklist),
    A.RETIRE: Transition((S.PUBLISHED,), S.RETIRED, "系统（新版本发布时）", None, by_system=True),
    A.DISCARD: Transition((S.DRAFT,), None, "本单位的经办人、负责人，管理员", can_edit_checklist),
}


def check_checklist(checklist: Checklist, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = CHECKLIST_TRANSITIONS[action]
    demand_person(transition, actor, checklist)
    demand_moment(transition, checklist.status, checklist.get_status_display(), action.label)


def available_checklist_actions(checklist: Checklist, user: User) -> list[A]:
    """The buttons this person has on this version now."""
    return [
        action
        for action, transition in CHECKLIST_TRANSITIONS.items()
        if checklist.status in transition.sources
        and transition.permits is not None
        and transition.permits(user, checklist)
    ]


def begin_checklist(checklist: Checklist, action: A, actor: User) -> Checklist:
    """Lock every version of the list, read afresh, then check. Call inside a transaction."""
    versions = Checklist.objects.select_for_update(of=("self",)).filter(code=checklist.code)
    [fresh] = [version for version in versions if version.pk == checklist.pk]
    check_checklist(fresh, action, actor)
    return fresh


def publish_version(checklist: Checklist) -> Checklist:
    """Put a draft into use; the version before it retires on the same day."""
    today = clock.today()
    for before in Checklist.objects.published().filter(code=checklist.code):
        before.status, before.retired_on = S.RETIRED, today
        before.edited_at = clock.now()
        before.save(update_fields=["status", "retired_on", "edited_at"])
    checklist.status, checklist.published_on = S.PUBLISHED, today
    checklist.save(update_fields=["status", "published_on"])
    return checklist
