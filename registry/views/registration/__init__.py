"""Pages of registrations (登记信息): the list, one of them, what a registrar hands over."""
