"""Inputs of every explanation: the plan, the evidence, and a writer of messages."""

from dataclasses import dataclass
from functools import cached_property

from api.planner.catalogue import Catalogue, Complaint, Helper
from api.planner.messages.message import MessageWriter
from api.planner.plan import Plan
from api.planner.rules.eligibility import KnownEvidence
from api.planner.rules.request import NormalPlanRequest
from api.planner.rules.scoring import ScoringContext
from api.planner.rules.variants import conditions_that_count


@dataclass(frozen=True)
class Explainer:
    """One for a plan and a language."""

    plan: Plan
    write: MessageWriter

    @property
    def request(self) -> NormalPlanRequest:
        return self.plan.request

    @property
    def catalogue(self) -> Catalogue:
        return self.plan.catalogue

    @property
    def known(self) -> KnownEvidence:
        return self.plan.formulation.known

    @property
    def context(self) -> ScoringContext:
        return self.plan.formulation.context

    @cached_property
    def complaints(self) -> list[Complaint]:
        """The complaints asked for."""
        return [self.catalogue.complaints[slug] for slug in self.request.complaints]

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The conditions that hold: those stated, and those a complaint may be about."""
        return conditions_that_count(self.request, self.catalogue)

    def complaint_of(self, plan: str) -> Complaint:
        """Return the complaint asked for that follows a plan, if possible the plan's own."""
        following = [complaint for complaint in self.complaints if complaint.plan == plan]
        return min(following, key=lambda complaint: (complaint.slug != plan, complaint.slug))

    def helpers_of(self, slug: str) -> list[tuple[Complaint, Helper]]:
        """Return the evidence of an exercise for each plan that is followed."""
        return [
            (self.complaint_of(plan), helpers[slug])
            for plan, helpers in self.known.helpers
            if slug in helpers
        ]
