"""What every page says about the portal itself."""

from django.conf import settings


def portal(request):
    """Names and telephone numbers of the portal and of the office that runs it."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "office_name": settings.OFFICE_NAME,
        "office_telephone": settings.OFFICE_TELEPHONE,
        "office_address": settings.OFFICE_ADDRESS,
        "supervision_telephone": settings.SUPERVISION_TELEPHONE,
        "site_url": settings.SITE_URL,
        "is_demonstration": settings.IS_DEMONSTRATION,
    }
