"""The one refusal the portal explains to people."""


class DomainError(Exception):
    """Not now, or not like this: carries one Chinese sentence for the page."""
