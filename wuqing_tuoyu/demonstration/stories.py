"""The stories (情景): one facility in every state, each come there by the acts themselves."""

from django.db import transaction

from wuqing_tuoyu.demonstration.closed_stories import ClosedStories
from wuqing_tuoyu.demonstration.open_stories import OpenStories


class Stories(OpenStories, ClosedStories):
    """Tells each story once; `count` says how many were told."""

    count = 0

    def tell_all(self) -> None:
        for story in (
            self.verified_with_a_change,
            self.returned,
            self.family_site,
            self.nonconforming,
            self.draft,
            self.just_submitted,
            self.answered_and_due_today,
            self.overdue,
            self.proposed,
            self.proposed_to_decline,
            self.recorded,
            self.recorded_with_a_late_no,
            self.verified_public_institution,
            self.paused,
            self.cancelling,
            self.closed,
            self.declined,
            self.withdrawn,
            self.lapsed,
            self.corrected_again,
        ):
            with transaction.atomic():
                story()
            self.count += 1
