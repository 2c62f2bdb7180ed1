"""Demonstration accounts (演示账号): every unit has somebody to sign in as."""

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.services.user import vouch_for_address
from departments.choices import (
    CONFERENCE_OFFICE,
    HEALTH_COMMISSION,
    DepartmentKind,
    MemberRole,
)
from departments.models import Department, Member
from wuqing_tuoyu.demonstration.invention import Invention

PASSWORD = "Tuoyu-demo-2026"  # noqa: S105 - printed for everybody, only on demonstration machines
SINCE = date(2024, 1, 2)
COMMISSION = (
    ("wjw_officer", MemberRole.OFFICER),
    ("wjw_officer2", MemberRole.OFFICER),
    ("wjw_director", MemberRole.DIRECTOR),
    ("wjw_director2", MemberRole.DIRECTOR),
)
OPERATORS = ("operator1", "operator2", "operator3")


class Accounts:
    """Makes accounts; their addresses are entered last, so that the past sends no mail."""

    def __init__(self, invention: Invention):
        self.invention = invention
        self.password = make_password(PASSWORD)
        self.made: dict[str, User] = {}

    def make(self, username: str, name: str = "", **columns: object) -> User:
        user, _ = User.objects.update_or_create(
            username=username,
            defaults={
                "name": name or self.invention.person(),
                "password": self.password,
                "mobile": self.invention.mobile(),
                "email": "",
                **columns,
            },
        )
        self.made[username] = user
        return user

    def make_all(self) -> None:
        """The accounts everybody may rely on."""
        self.make("admin", "系统管理员", is_staff=True, is_superuser=True)
        for username in OPERATORS:
            self.make(username)
        units = {unit.code: unit for unit in Department.objects.all()}
        for username, role in COMMISSION:
            self._join(username, units[HEALTH_COMMISSION], role, certified=True)
        self._join("wjw_office", units[CONFERENCE_OFFICE], MemberRole.OFFICER)
        for code, unit in units.items():
            if unit.kind == DepartmentKind.TOWNSHIP:
                self._join(f"town{code[-3:]}_officer", unit, MemberRole.OFFICER)
            elif unit.kind == DepartmentKind.DISTRICT and code != HEALTH_COMMISSION:
                self._join(f"{code}_officer", unit, MemberRole.OFFICER, unit.may_inspect)
                self._join(f"{code}_director", unit, MemberRole.DIRECTOR, unit.may_inspect)
                if unit.may_inspect:
                    self._join(f"{code}_officer2", unit, MemberRole.OFFICER, certified=True)

    def _join(
        self, username: str, unit: Department, role: MemberRole, certified: bool = False
    ) -> Member:
        user = self.make(username)
        number = f"1201140{self.invention.random.randint(10000, 99999)}" if certified else ""
        member, _ = Member.objects.update_or_create(
            user=user,
            department=unit,
            defaults={"role": role, "enforcement_certificate": number, "active_from": SINCE},
        )
        return member

    def enter_addresses(self) -> None:
        """From now on mail goes out; everybody's address counts as confirmed."""
        for username, user in self.made.items():
            user.email = f"{username}@demo.invalid"
            user.save(update_fields=["email"])
            vouch_for_address(user)
