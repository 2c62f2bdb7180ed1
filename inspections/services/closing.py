"""An inspection closes by itself (自动办结) once every finding of it is settled."""

from inspections.choices import InspectionAction, InspectionStatus
from inspections.models import Inspection
from inspections.services.publication import refresh_publication
from inspections.workflow import finish_inspection_act, read_inspection
from wuqing_tuoyu import clock


def close_when_settled(inspection: Inspection) -> Inspection:
    """Close by itself once every finding is settled. Call under the facility's lock."""
    inspection = read_inspection(inspection)
    refresh_publication(inspection)
    if inspection.status != InspectionStatus.TOLD or inspection.findings.unsettled().exists():
        return inspection
    return finish_inspection_act(inspection, InspectionAction.CLOSE, None, closed_at=clock.now())
