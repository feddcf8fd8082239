"""The stories of the demo: what was declared in three years, one module a type."""

from demo.stories import (
    ancillary_positions,
    homes,
    private_supplier_uses,
    related_party_contracts,
    supplier_invitations,
)
from demo.stories.story import Story

STORIES: tuple[Story, ...] = (
    *ancillary_positions.STORIES,
    *related_party_contracts.STORIES,
    *private_supplier_uses.STORIES,
    *homes.STORIES,
    *supplier_invitations.STORIES,
)
"""Every story, in no order of time."""
