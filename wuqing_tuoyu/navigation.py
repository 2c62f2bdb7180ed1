"""Who is offered which way in the masthead (导航). The addresses are kept for good."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import Resolver404, get_urlconf, resolve

PUBLIC, OPERATOR, COMMISSION, OFFICE = "public", "operator", "commission", "office"
UNIT, INSPECTING_UNIT, TOWNSHIP, ADMINISTRATOR = "unit", "inspecting", "township", "administrator"
REGISTRAR = "registrar"

STAFF = {COMMISSION, OFFICE, UNIT, TOWNSHIP}

# Label, address, and who is offered it, in the order shown
ENTRIES = [
    ("找托育", "/facilities/", {PUBLIC}),
    ("办事指南", "/guide/", {PUBLIC}),
    ("职责分工", "/departments/", {PUBLIC}),
    ("核实与注销", "/disclosures/", {PUBLIC}),
    ("数据", "/figures/", {PUBLIC}),
    ("核对回执", "/verify/", {PUBLIC}),
    ("工作台", "/workbench/", {OPERATOR, ADMINISTRATOR} | STAFF),
    ("备案", "/filings/", {OPERATOR, COMMISSION}),
    ("核验", "/reviews/", STAFF - {OFFICE}),
    ("登记信息", "/registrations/", {REGISTRAR, TOWNSHIP}),
    ("检查", "/inspections/", {COMMISSION, INSPECTING_UNIT}),
    ("走访", "/visits/", STAFF - {OFFICE}),
    ("整改", "/rectifications/", {OPERATOR, COMMISSION, TOWNSHIP, INSPECTING_UNIT}),
    ("投诉举报", "/complaints/", STAFF - {OFFICE}),
    ("监督概览", "/supervision/", {OFFICE}),
    ("抽查", "/draws/", {COMMISSION, INSPECTING_UNIT}),
    ("我的机构", "/my/facilities/", {OPERATOR}),
    ("机构", "/facilities/", STAFF),
    ("联席会议", "/council/", STAFF),
    ("提醒", "/reminders/", {OFFICE}),
    ("职责", "/departments/", STAFF),
    ("数据", "/figures/", {OFFICE}),
    ("检查规则", "/checks/", {ADMINISTRATOR}),
    ("检查清单", "/checklists/", {ADMINISTRATOR}),
    ("系统管理", "/admin/", {ADMINISTRATOR}),
]


@dataclass(frozen=True)
class Viewer:
    """The person at the screen as the masthead addresses them (来访者)."""

    name: str = ""
    unit: str = ""
    roles: frozenset = frozenset({PUBLIC})


@dataclass(frozen=True)
class Way:
    """One entry of the masthead (导航项)."""

    label: str
    address: str
    is_current: bool


@lru_cache(maxsize=256)
def _is_served(address, urlconf):
    try:
        resolve(address, urlconf)
    except Resolver404:
        return False
    return True


def served(address: str) -> str:
    """The address if a page answers there: a floor may not be installed."""
    return address if _is_served(address, get_urlconf()) else ""


def entries_for(viewer: Viewer, path: str) -> tuple[Way, ...]:
    """What this viewer is offered, the entry for the present page marked."""
    offered = [
        (label, address)
        for label, address, roles in ENTRIES
        if roles & viewer.roles and served(address)
    ]
    here = max((address for _, address in offered if path.startswith(address)), key=len, default="")
    return tuple(Way(label, address, address == here) for label, address in offered)
