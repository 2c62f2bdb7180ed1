"""Formats of what administrators enter: addresses of networks."""

from ipaddress import ip_address, ip_network

from django.core.exceptions import ValidationError


def networks_of(text: str) -> list:
    """The networks a line names (网络地址); raises ValueError where one is none."""
    return [ip_network(word.strip()) for word in text.replace("，", ",").split(",") if word.strip()]


def lies_within(address: str, text: str) -> bool:
    """Whether an address lies in one of the networks; no network means no limit."""
    if not text.strip():
        return True
    try:
        return any(ip_address(address) in network for network in networks_of(text))
    except ValueError:
        return False


def validate_networks(text: str) -> None:
    try:
        networks_of(text)
    except ValueError as error:
        raise ValidationError(
            "请填写网络地址，例如 10.20.0.0/16 或者 10.20.3.4，几个用逗号分开。"
        ) from error
