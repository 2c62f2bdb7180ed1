"""Dossier (申报全貌): all facts of one declaration, plain, whether from a filing or a file."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from registry.choices import (
    DocumentKind,
    FacilityForm,
    FilingKind,
    IdentityDocument,
    MealProvision,
    ServiceForm,
    StaffRole,
    Tenure,
)
from registry.validators import birth_date

Number = Decimal | int | None
PAPER_NAMES = dict(DocumentKind.choices)


@dataclass(frozen=True)
class FileFacts:
    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PaperFacts:
    """One paper (备案材料) that is there; `files` is None where no file can be looked at."""

    key: str = ""
    kind: str = ""
    title: str = ""
    owner: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    conclusion: str = ""
    fire_kind: str = ""
    hygiene_regime: str = ""
    hygiene_score: Number = None
    hygiene_full_score: Number = None
    hygiene_required_met: bool | None = None
    hygiene_unmet: str = ""
    hygiene_systems_missing: str = ""
    is_commitment: bool | None = None
    stated_name: str = ""
    stated_address: str = ""
    stated_area: Number = None
    files: tuple[FileFacts, ...] | None = None
    is_fresh: bool = True

    @property
    def target(self) -> str:
        return f"document:{self.key}"

    @property
    def label(self) -> str:
        return self.owner + (self.title or PAPER_NAMES.get(self.kind, "材料"))


@dataclass(frozen=True)
class StaffFacts:
    """Someone who works there (工作人员), with their own papers."""

    key: str = ""
    name: str = ""
    identity_document: str = IdentityDocument.IDENTITY_CARD
    identity_number: str = ""
    born_on: date | None = None
    role: str = ""
    is_full_time: bool | None = None
    is_food_safety_manager: bool | None = None
    class_no: int | None = None
    education: str = ""
    management_years: Number = None
    training_hours: Number = None
    qualification_note: str = ""
    guard_company_permit: str = ""
    crime_check_on: date | None = None
    crime_check_clear: bool | None = None
    has_fitness_statement: bool | None = None
    joined_on: date | None = None
    documents: tuple[PaperFacts, ...] = ()

    @property
    def target(self) -> str:
        return f"staff:{self.key}"

    @property
    def label(self) -> str:
        return self.name.strip() or "未填姓名的工作人员"

    @property
    def birthday(self) -> date | None:
        if self.identity_document == IdentityDocument.IDENTITY_CARD:
            return birth_date(self.identity_number) or self.born_on
        return self.born_on

    def papers(self, kind: DocumentKind) -> list[PaperFacts]:
        return [paper for paper in self.documents if paper.kind == kind]


@dataclass(frozen=True)
class ClassFacts:
    class_no: int | None = None
    kind: str = ""
    name: str = ""
    places: Number = None
    min_age: Number = None
    max_age: Number = None
    activity_area: Number = None
    sleep_is_combined: bool | None = None

    @property
    def target(self) -> str:
        return f"class:{self.class_no}"

    @property
    def label(self) -> str:
        return self.name.strip() or f"{self.class_no}班"


@dataclass(frozen=True)
class FeeFacts:
    item: str = ""
    service_form: str = ""
    amount: Number = None
    unit: str = ""
    is_meal: bool | None = None


@dataclass(frozen=True)
class PledgeFacts:
    """The pledge (备案承诺书): read, signed by whom, when."""

    is_accepted: bool | None = None
    name: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class TwinFacts:
    """Another facility of the same credit code; without a number its filing is under way."""

    address: str
    number: str


@dataclass(frozen=True)
class Register:
    """What only the register knows (已有备案): absent where a file is judged by itself."""

    twins: tuple[TwinFacts, ...] = ()
    full_time_elsewhere: dict[str, str] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    filing_kind: str = FilingKind.INITIAL

    name: str = ""
    form: str = ""
    legal_nature: str = ""
    service_mode: str = ""
    township: str = ""
    address: str = ""
    latitude: Number = None
    longitude: Number = None
    public_phone: str = ""
    contact_name: str = ""
    contact_mobile: str = ""

    credit_code: str = ""
    registrar: str = ""
    legal_representative: str = ""
    business_scope: str = ""
    established_on: date | None = None
    licence_valid_until: date | None = None
    licence_address: str = ""
    kindergarten_permit: str = ""

    tenure: str = ""
    lease_start: date | None = None
    lease_end: date | None = None
    property_certificate: str = ""
    gross_area: Number = None
    indoor_area: Number = None
    outdoor_area: Number = None
    outdoor_note: str = ""
    building_year: Number = None
    lowest_floor: Number = None
    highest_floor: Number = None
    is_residential: bool | None = None
    use_changed: bool | None = None
    in_forbidden_building: bool | None = None
    hazards_nearby: str = ""
    health_room_area: Number = None
    observation_beds: Number = None
    window_ratio: Number = None

    capacity: Number = None
    min_age: Number = None
    max_age: Number = None
    infant_note: str = ""

    has_closed_management: bool | None = None
    has_guard: bool | None = None
    has_intrusion_alarm: bool | None = None
    has_panic_alarm: bool | None = None
    has_full_video: bool | None = None
    video_days: Number = None
    exits: Number = None
    large_rooms_have_two_doors: bool | None = None
    extinguishers: Number = None
    has_sprinkler: bool | None = None
    has_fire_alarm: bool | None = None
    has_networked_detectors: bool | None = None
    has_gas_kitchen: bool | None = None
    has_gas_alarm: bool | None = None
    has_liability_insurance: bool | None = None
    plans_natural_disaster: bool | None = None
    plans_infection: bool | None = None
    plans_food_poisoning: bool | None = None
    plans_stampede: bool | None = None
    plans_fire: bool | None = None
    plans_violence: bool | None = None

    offers_full_day: bool | None = None
    offers_half_day: bool | None = None
    offers_hourly: bool | None = None
    offers_temporary: bool | None = None
    meals: str = ""
    meals_note: str = ""
    keeps_food_samples: bool | None = None

    requested_closing_on: date | None = None
    closing_reason: str = ""

    is_inclusive: bool | None = None
    classes: tuple[ClassFacts, ...] = ()
    staff: tuple[StaffFacts, ...] = ()
    documents: tuple[PaperFacts, ...] = ()
    fees: tuple[FeeFacts, ...] = ()
    pledge: PledgeFacts = PledgeFacts()

    unreal_dates: tuple[tuple[str, str], ...] = ()
    register: Register | None = None
    signs_on_submission: bool = False
    changed: frozenset[str] | None = None
    touched: frozenset[str] = frozenset()

    @property
    def is_family_site(self) -> bool:
        return self.form == FacilityForm.FAMILY

    @property
    def is_leased(self) -> bool:
        return self.tenure == Tenure.LEASED

    @property
    def serves_meals(self) -> bool:
        return self.meals in (MealProvision.OWN, MealProvision.DELIVERED)

    @property
    def service_forms(self) -> list[ServiceForm]:
        return [form for form in ServiceForm if getattr(self, f"offers_{form.value}")]

    def of_role(self, role: StaffRole) -> list[StaffFacts]:
        return [person for person in self.staff if person.role == role]

    def papers(self, kind: DocumentKind) -> list[PaperFacts]:
        """Papers of the facility itself, of one kind."""
        return [paper for paper in self.documents if paper.kind == kind]

    @property
    def all_papers(self) -> list[PaperFacts]:
        return [*self.documents, *(paper for person in self.staff for paper in person.documents)]
