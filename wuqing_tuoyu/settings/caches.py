"""What is kept for a while, and how fast strangers may ask."""

_IN_THIS_PROCESS = "django.core.cache.backends.locmem.LocMemCache"

# Counters that must survive a missing Redis are rows; pages, and how fast strangers turn them,
# are kept by each process
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "TIMEOUT": 600,  # a counted try begins the ten minutes anew: rows forget no sooner
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    "pages": {
        "BACKEND": _IN_THIS_PROCESS,
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    "counters": {
        "BACKEND": _IN_THIS_PROCESS,
        "LOCATION": "counters",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# Strangers, by address: pages that had to be made, and whole files
PUBLIC_RATES = {"page": "1200/min", "file": "60/min"}
