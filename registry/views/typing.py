"""Checking while somebody types (边填边核对): a form comes in, what the rules say goes out."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from registry.checks import judge
from registry.checks.dossier import ClassFacts, Dossier, PaperFacts, StaffFacts
from registry.checks.filing import PAPER_COLUMNS, dossier_of
from registry.checks.rules import load_rules
from registry.checks.typed import with_certificate, with_paper, with_person, with_section
from registry.choices import Section
from registry.forms.document import DocumentForm
from registry.forms.roster import StaffMemberForm
from registry.forms.site import ClassGroupFormSet
from registry.permissions import can_submit_filing
from registry.services.document import current_document
from registry.services.editing import demand_section_open
from registry.views.beside import by_field, put_beside, typed
from registry.views.document import STAFF_KINDS, document_kind
from registry.views.filing import find_filing
from registry.views.roster import class_choices, open_filing, own_facility
from registry.views.section import has_classes
from registry.views.task_list import SECTION_FORMS
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

NEW = "new"


def _told(dossier, filing, targets):
    rules = load_rules(clock.today(), filing.submitted_at if filing else None)
    put_beside(judge(dossier, rules), targets, is_typed=True)
    return JsonResponse({"fields": by_field(targets.values())})


def _closed(sentence):
    return JsonResponse({"refusal": sentence}, status=409)


@require_POST
@never_cache
def section_check(request, pk, section):
    """One section of a declaration as it is typed."""
    filing = find_filing(request, pk)
    if section not in Section.values:
        raise Http404
    if not can_submit_filing(request.user, filing):
        return JsonResponse({}, status=403)
    try:
        demand_section_open(filing, Section(section))
    except DomainError as refusal:
        return _closed(str(refusal))
    saved = dossier_of(filing, clock.today())
    form = SECTION_FORMS[section](request.POST, instance=filing.declaration, is_lenient=True)
    values = typed(form)
    if "township" in values:
        values["township"] = getattr(values["township"], "code", "")
    targets, classes = {"": form}, None
    if has_classes(filing, Section(section)):
        rows = ClassGroupFormSet(request.POST, prefix="classes")
        classes = _typed_classes(rows, targets)
        for name, pick in (("min_age", min), ("max_age", max)):
            ages = [age for one in classes if (age := getattr(one, name)) is not None]
            values[name] = pick(ages, default=None)
    return _told(with_section(saved, values, classes), filing, targets)


def _typed_classes(rows, targets):
    """The classes that stay; each form is known by the number its class has or will have."""
    if not rows.management_form.is_valid():
        return ()
    stated = [(row, typed(row)) for row in rows.forms]
    kept = [(row, values) for row, values in stated if not values.pop("DELETE", False)]
    last = max((values["class_no"] or 0 for _, values in kept), default=0)
    classes = []
    for row, values in kept:
        if values["class_no"] is None:
            last += 1
            values["class_no"] = last
        classes.append(ClassFacts(**values))
        targets[classes[-1].target] = row
    return tuple(classes)


@require_POST
@never_cache
def document_check(request, pk, kind, document_pk=None):
    """A paper of the facility as it is typed."""
    filing = find_filing(request, pk)
    if not can_submit_filing(request.user, filing):
        return JsonResponse({}, status=403)
    kind = document_kind(kind)
    papers = filing.facility.documents.current().filter(kind=kind, staff_member=None)
    document = (
        get_object_or_404(papers, pk=document_pk)
        if document_pk
        else current_document(filing.facility, kind)
    )
    form, paper = _typed_paper(request, kind, document)
    dossier = with_paper(dossier_of(filing, clock.today()), paper)
    return _told(dossier, filing, {paper.target: form})


@require_POST
@never_cache
def staff_document_check(request, public_id, staff_pk, kind):
    """A certificate of somebody who works here as it is typed."""
    facility = own_facility(request, public_id)
    person = get_object_or_404(facility.staff.active(), pk=staff_pk)
    kind = document_kind(kind, STAFF_KINDS)
    form, paper = _typed_paper(request, kind, current_document(facility, kind, person))
    filing = open_filing(facility)
    dossier = with_certificate(_dossier(facility, filing), str(person.pk), paper)
    # A rule about a certificate speaks of the person; here it is the paper that is written
    return _told(dossier, filing, {f"staff:{person.pk}": form, paper.target: form})


def _typed_paper(request, kind, document):
    form = DocumentForm(request.POST, kind=kind, instance=document)
    values = {name: value for name, value in typed(form).items() if name in PAPER_COLUMNS}
    key = str(document.pk) if document else NEW
    return form, PaperFacts(key=key, kind=kind.value, files=(), **values)


@require_POST
@never_cache
def staff_check(request, public_id, staff_pk=None):
    """Somebody on the roster as they are typed."""
    facility = own_facility(request, public_id)
    person = get_object_or_404(facility.staff.active(), pk=staff_pk) if staff_pk else None
    known_number = person.identity_number if person else ""
    form = StaffMemberForm(request.POST, instance=person, classes=class_choices(facility))
    values = typed(form)
    number = "".join(values["identity_number"].split()).upper()
    values["identity_number"] = number or known_number
    facts = StaffFacts(key=str(person.pk) if person else NEW, **values)
    filing = open_filing(facility)
    dossier = with_person(_dossier(facility, filing), facts)
    return _told(dossier, filing, {facts.target: form})


def _dossier(facility, filing):
    """What is declared now; where nothing is under way, only what kind of facility it is."""
    if filing is not None:
        return dossier_of(filing, clock.today())
    pks = facility.staff.active().values_list("pk", flat=True)
    return Dossier(form=facility.form, staff=tuple(StaffFacts(key=str(pk)) for pk in pks))
