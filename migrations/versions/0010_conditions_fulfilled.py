"""Conditions that are fulfilled, grounds of a refusal and reconsideration"""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
