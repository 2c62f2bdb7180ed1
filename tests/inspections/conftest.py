"""What the tests of this floor start from."""

from tests.registry.conftest import reference, spring

__all__ = ["reference", "spring"]
