"""How a story (情景) is told: filed, recorded, verified, each on its day."""

from datetime import timedelta

from registry.models import Facility, Filing
from registry.services.roster import state_vacancies
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.applicant import Applicant
from wuqing_tuoyu.demonstration.district import District
from wuqing_tuoyu.demonstration.plan import Plan

BEFORE_ALL = 260  # working days ago: operators register before anything is filed


class Storyteller:
    """The steps that many stories share."""

    def __init__(self, district: District):
        self.district = district
        self.serial = 0

    def applicant(self, username: str, **plan: object) -> Applicant:
        accounts = self.district.accounts
        if not username:
            self.serial += 1
            username = f"demo_operator{self.serial:02d}"
        user = accounts.made.get(username) or accounts.make(username)
        with self.district.on(self.district.day(BEFORE_ALL)):
            return Applicant(user, Plan(**plan), accounts.invention)

    def filed(self, applicant: Applicant, days_ago: int, **submission: object) -> Filing:
        """Drafted, handed in, and its representative confirmed the same day."""
        with self.district.on(self.district.day(days_ago), 9):
            filing = applicant.draft()
            self.district.submit(applicant, filing)
        with self.district.on(self.district.day(days_ago), 14):
            self.district.confirm(applicant)
        return self.district.fresh(filing)

    def recorded_on(self, applicant: Applicant, days_ago: int) -> Facility:
        """A whole first filing, its receipt issued so many working days ago."""
        district = self.district
        filing = self.filed(applicant, days_ago + 4)
        with district.on(district.day(days_ago + 2)):
            district.answer(filing)
        with district.on(district.day(days_ago + 1)):
            district.judge(filing)
            district.propose(filing)
        with district.on(district.day(days_ago), 15):
            district.decide(filing)
        return Facility.objects.get(pk=filing.facility_id)

    def verified(self, applicant: Applicant, days_ago: int, *, free: int = 3) -> Facility:
        facility = self.recorded_on(applicant, days_ago + 6)
        filing = facility.filings.first()
        with self.district.on(self.district.day(days_ago + 3)):
            self.district.answer(filing, gate="verification")
        with self.district.on(self.district.day(days_ago), 16):
            self.district.see(facility, conforming=True)
        self.state(applicant, facility, free, days_ago=3)
        return Facility.objects.get(pk=facility.pk)

    def state(self, applicant: Applicant, facility: Facility, free: int, *, days_ago: int) -> None:
        facility = Facility.objects.get(pk=facility.pk)
        with self.district.on(clock.today() - timedelta(days=days_ago)):
            places = {
                group.class_no: min(free, group.places)
                for group in facility.declaration.class_groups.all()
            }
            state_vacancies(facility, actor=applicant.user, places=places)
