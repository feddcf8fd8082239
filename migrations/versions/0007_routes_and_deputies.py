"""Routes that move, deputies and steps on somebody's behalf"""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
