"""Who walks through the district, and which objects they try."""

from dataclasses import dataclass

from django.test import Client

from accounts.models import User
from departments.models import Member

OPERATORS = ("operator1", "operator2", "operator3", "waiting1")
COMMISSION = ("wjw_officer", "wjw_director", "wjw_liaison")
UNITS = ("scj_officer", "scj_director", "scj_liaison")
TOWNSHIPS = ("town001_officer",)
EVERYBODY = (*OPERATORS, *COMMISSION, "wjw_office", *UNITS, *TOWNSHIPS, "admin")


@dataclass
class Person:
    """Somebody with a browser: `unit` is empty for operators and strangers."""

    user: User | None
    client: Client
    unit: str = ""
    role: str = ""

    @classmethod
    def of(cls, user, client):
        member = user and Member.objects.filter(user=user).select_related("department").first()
        if not member:
            return cls(user, client)
        return cls(user, client, member.department.code, member.role)

    def get(self, address, **options):
        """The answer, read to its end: a file that is sent stays open otherwise."""
        return read(self.client.get(address, **options))

    @property
    def name(self):
        return self.user.username if self.user else "stranger"

    @property
    def is_operator(self):
        return not self.unit and self.name != "admin"

    @property
    def is_commission(self):
        return self.unit == "wjw"

    @property
    def is_officer(self):
        return self.is_commission and self.role in ("officer", "director")

    @property
    def is_director(self):
        return self.is_commission and self.role == "director"

    @property
    def is_township(self):
        return self.unit.isdigit()


def read(answer):
    """The same answer with its files closed."""
    if answer.streaming:
        answer.getvalue()
    return answer


def one_of_each(rows, *columns):
    """The first object in each state, so that no state is left out and the crawl stays short."""
    found = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, column) for column in columns), row)
    return list(found.values())
