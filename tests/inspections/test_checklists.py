"""Checklists (检查清单): edited by their unit as a new version; the one in use never changes."""

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import MemberRole
from inspections.choices import ChecklistAction, ChecklistStatus
from inspections.models import Checklist
from inspections.services.checklist import (
    Line,
    discard_draft,
    publish_checklist,
    revise_checklist,
    save_items,
)
from inspections.workflow import available_checklist_actions
from inspections.workflow.checklist import check_checklist
from tests.departments.factories import make_member, make_user
from tests.inspections import factories as make
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def in_use(code="SC"):
    return Checklist.objects.published().get(code=code)


def draft():
    return revise_checklist(in_use(), actor=make.officer())


def lines_of(checklist):
    return [
        Line(item.words, item.basis, item.plain_words, item.code)
        for item in checklist.items.order_by("position")
    ]


def test_a_new_version_begins_with_the_items_of_the_one_in_use():
    before = in_use()

    version = draft()

    assert (version.version, version.status) == (2, ChecklistStatus.DRAFT)
    assert lines_of(version) == lines_of(before)


def test_one_version_is_edited_at_a_time():
    draft()

    with pytest.raises(DomainError, match="正在修订"):
        draft()


def test_codes_stay_with_their_items_and_are_never_used_twice():
    version = draft()
    kept = [line for line in lines_of(version) if line.code != "SC14"]

    save_items(version, [*kept, Line("留样柜上锁", "内部规定", "留样柜锁好")], actor=make.officer())

    codes = [item.code for item in version.items.order_by("position")]
    assert codes == [*[f"SC{number:02d}" for number in range(1, 14)], "SC15"]


def test_an_item_needs_its_basis_and_its_plain_words():
    with pytest.raises(DomainError, match="第 1 项的检查内容、依据和给家长看的一句话都要填写。"):
        save_items(draft(), [Line("留样柜上锁", "", "留样柜锁好")], actor=make.officer())


def test_a_version_in_use_cannot_be_edited():
    checklist = in_use()

    with pytest.raises(DomainError, match="已经发布的版本不能再改"):
        save_items(checklist, lines_of(checklist), actor=make.officer())


def test_only_who_decides_for_the_unit_publishes():
    version = draft()

    for stranger in (make.officer(), make.director("xfz"), make.director("wjw")):
        with pytest.raises(PermissionDenied):
            publish_checklist(version, actor=stranger)
    publish_checklist(version, actor=make.director())

    assert in_use().version == 2
    assert Checklist.objects.get(code="SC", version=1).status == ChecklistStatus.RETIRED


WHO = {
    "officer": lambda: make.officer(),
    "director": lambda: make.director(),
    "liaison": lambda: make_member("scj", MemberRole.LIAISON).user,
    "director of the commission": lambda: make.director("wjw"),
    "director of another unit": lambda: make.director("xfz"),
    "administrator": lambda: make_user("管理员", is_staff=True, is_superuser=True),
    "operator": lambda: make_user("举办者"),
}
EDITS = {ChecklistAction.REVISE, ChecklistAction.DISCARD}
MAY = {
    "officer": EDITS,
    "director": EDITS | {ChecklistAction.PUBLISH},
    "liaison": set(),
    "director of the commission": set(),
    "director of another unit": set(),
    "administrator": EDITS,
    "operator": set(),
}
READS = {
    "officer": (200, 200),
    "director": (200, 200),
    "liaison": (200, 200),
    "director of the commission": (200, 404),
    "director of another unit": (200, 404),
    "administrator": (200, 200),
    "operator": (403, 403),
}


@pytest.mark.parametrize("who", WHO)
def test_an_administrator_edits_every_list_and_only_its_unit_puts_it_into_use(who):
    user, version = WHO[who](), draft()

    offered = {
        *available_checklist_actions(in_use(), user),
        *available_checklist_actions(version, user),
    }

    assert offered == MAY[who]
    for action in (ChecklistAction.REVISE, ChecklistAction.PUBLISH, ChecklistAction.DISCARD):
        checklist = in_use() if action == ChecklistAction.REVISE else version
        if action in MAY[who]:
            check_checklist(checklist, action, user)
        else:
            with pytest.raises(PermissionDenied):
                check_checklist(checklist, action, user)


@pytest.mark.parametrize("who", WHO)
def test_who_reads_lists_and_drafts(client, who):
    version = draft()
    client.force_login(WHO[who]())

    shown = (
        client.get("/checklists/").status_code,
        client.get(f"/checklists/{version.pk}/").status_code,
    )

    assert shown == READS[who]


def test_an_administrator_writes_a_version_and_the_director_puts_it_into_use(client):
    client.force_login(WHO["administrator"]())
    page = client.post(f"/checklists/{in_use().pk}/revise/", follow=True)
    version = page.context["checklist"]

    assert page.status_code == 200
    assert client.post(f"/checklists/{version.pk}/publish/").status_code == 403

    client.force_login(make.director())
    client.post(f"/checklists/{version.pk}/publish/")

    assert in_use() == version


def test_the_commission_finds_the_draft_of_the_townships_list_again(client):
    client.force_login(make.officer("wjw"))

    page = client.post(f"/checklists/{in_use('ZX').pk}/revise/", follow=True)

    assert page.status_code == 200
    assert page.context["checklist"].version == 2
    client.force_login(make_member("120114001").user)
    assert client.get(page.context["checklist"].get_absolute_url()).status_code == 404


def test_the_list_of_the_townships_is_the_commissions_to_edit():
    with pytest.raises(PermissionDenied):
        revise_checklist(in_use("ZX"), actor=make_member("120114001").user)

    assert revise_checklist(in_use("ZX"), actor=make.officer("wjw")).version == 2


def test_a_draft_that_is_given_up_leaves_nothing():
    version = draft()

    discard_draft(version, actor=make.officer())

    assert Checklist.objects.filter(code="SC").count() == 1


def test_a_version_is_edited_and_published_on_its_pages(client):
    client.force_login(make_member("scj", MemberRole.DIRECTOR).user)
    page = client.post(f"/checklists/{in_use().pk}/revise/", follow=True)
    rows = page.context["rows"]
    address = page.request["PATH_INFO"]
    form = {field.html_name: field.value() or "" for row in rows for field in row}
    form |= {f"form-{key}": value for key, value in rows.management_form.initial.items()}
    form["form-0-words"] = "营业执照挂在门口"

    saved = client.post(address, form, follow=True)
    version = saved.context["checklist"]
    client.post(f"/checklists/{version.pk}/publish/")

    assert in_use().items.first().words == "营业执照挂在门口"


def test_a_box_takes_an_item_out_of_the_new_version(client):
    client.force_login(make.officer())
    page = client.post(f"/checklists/{in_use().pk}/revise/", follow=True)
    rows = page.context["rows"]
    form = {field.html_name: field.value() or "" for row in rows for field in row}
    form |= {f"form-{key}": value for key, value in rows.management_form.initial.items()}

    empty = client.post(page.request["PATH_INFO"], form | {"form-0-basis": ""})
    saved = client.post(page.request["PATH_INFO"], form | {"form-0-DELETE": "on"}, follow=True)

    assert empty.context["rows"][0].errors == {"basis": ["请填写；不要这一项的，勾“删去”。"]}
    codes = [item.code for item in in_use().items.all()]
    assert [item.code for item in saved.context["checklist"].items.all()] == codes[1:]


def test_another_unit_reads_what_is_published_and_no_draft(client):
    version = draft()
    client.force_login(make.officer("xfz"))

    assert client.get(in_use().get_absolute_url()).status_code == 200
    assert client.get(version.get_absolute_url()).status_code == 404
    assert client.post(f"/checklists/{in_use().pk}/revise/").status_code == 403
