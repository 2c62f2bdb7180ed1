"""The refusals the portal explains to people."""


class DomainError(Exception):
    """Not now, or not like this: carries one Chinese sentence for the page."""


class WrongMoment(DomainError):
    """Too early, too late, or somebody was faster: told on the thing's own page, not on a form."""
