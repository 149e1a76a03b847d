"""How much a partner may store: bytes of drafts and published versions, counted under a lock."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from api.config import Settings
from api.errors import InvalidRequest, wrong_parameter
from api.models import PartnerRoutine
from api.queries.partner_routines import count_bytes, lock_partner

MOST_ROUTINES = 500
"""Names a partner can use; a name that was ever published stays in use."""

MOST_VERSIONS = 1_000


@dataclass(frozen=True)
class StorageLimits:
    """The most bytes of JSON that a partner stores: with all routines, and with one of them."""

    partner_bytes: int
    routine_bytes: int

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        return cls(settings.quota_partner_bytes, settings.quota_routine_bytes)


async def require_room(session: AsyncSession, limits: StorageLimits, row: PartnerRoutine) -> None:
    """Check what the partner stores once the session's changes to a routine are written.

    The changes are written first and counted with everything else, while no other request of the
    partner can store anything: so requests that come at once never exceed a limit together.
    Raises InvalidRequest, and with it nothing is stored.
    """
    await lock_partner(session, row.partner)
    await session.flush()
    used = await count_bytes(session, row.partner, row.name)
    if used > limits.routine_bytes:
        raise refusal(
            "routine_too_large",
            f"With this, {row.name} and its versions would hold {used:,} bytes; a routine holds"
            f" {limits.routine_bytes:,} bytes at most. Save it under another name.",
        )
    used = await count_bytes(session, row.partner)
    if used > limits.partner_bytes:
        raise refusal(
            "too_much_stored",
            f"With this, your routines and their versions would hold {used:,} bytes; a partner"
            f" stores {limits.partner_bytes:,} bytes at most. Delete a routine that you no"
            " longer need, or ask the operator of this server for more.",
        )


def refusal(code: str, detail: str) -> InvalidRequest:
    return wrong_parameter("name", code, detail)
