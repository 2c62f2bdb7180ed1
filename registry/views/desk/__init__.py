"""The review desk (逐件核对): what an officer of the commission sees of a filing, and does."""

from registry.views.desk.page import desk_page

__all__ = ["desk_page"]
