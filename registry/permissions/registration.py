"""Who reads what registrars pushed (登记信息), and who pushes."""

from accounts.models import User
from departments.choices import HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import acting_departments, departments_of, is_of
from registry.models import ReviewRoute


def registrars_acted_for(user: User) -> list[Department]:
    """The registrars (登记机关) this person may act for: those asked about registrations."""
    return [unit for unit in acting_departments(user) if is_registrar(unit)]


def is_registrar(unit: Department) -> bool:
    return ReviewRoute.objects.to_registrars().filter(department=unit).exists()


def can_list_registrations(user: User) -> bool:
    """The commission, registrars, and townships for what lies in them."""
    units = departments_of(user)
    return is_of(user, HEALTH_COMMISSION) or any(
        unit.is_township or is_registrar(unit) for unit in units
    )


def can_push_registrations(user: User) -> bool:
    return bool(registrars_acted_for(user))
