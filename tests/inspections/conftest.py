"""What the tests of this floor start from."""

import pytest

from tests.inspections.published import publish, told
from tests.registry.conftest import reference, spring

__all__ = ["reference", "spring"]


@pytest.fixture
def inspection():
    """A result with one item not met, public."""
    inspection = told(failed=(1,))
    publish(inspection)
    return inspection
