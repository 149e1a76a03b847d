"""Who a key belongs to, what it allows, and what is left of the quotas."""

from fastapi import APIRouter, Response, Security

from api.errors import Unauthorized
from api.openapi.responses import problems
from api.v1.partner_request import KeyRequest, bearer
from api.v1.schemas.partner import Partner

router = APIRouter(
    tags=["partners"], dependencies=[Security(bearer)], responses=problems(Unauthorized)
)


@router.get("/partner", response_model=Partner, summary="Get your partner and key")
async def get_partner(request: KeyRequest) -> Response:
    """Return the partner who owns the key, the key's scopes, expiry and last use, and quotas left.

    Every valid key may ask, whatever its scopes.
    """
    return await request.answer_partner()
