"""Clock work of the accounts floor."""

from celery import shared_task

from accounts.services import outbox


@shared_task(ignore_result=True)
def look_at_the_outbox(limit: int = 100) -> None:
    """After each commit, and every minute from beat: tell what was not told, send what is due."""
    outbox.look(limit)
