"""Words for what machines say about themselves."""

from django import template

register = template.Library()

BROWSERS = [
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
]
SYSTEMS = [
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
]


@register.filter
def browser(user_agent):
    """安卓手机，微信: what the long line of a browser means."""
    named = [
        next((word for mark, word in words if mark in (user_agent or "")), "")
        for words in (SYSTEMS, BROWSERS)
    ]
    return "，".join(filter(None, named)) or "其他设备"
