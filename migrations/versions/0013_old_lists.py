"""Old lists of declarations, uploaded to be confirmed"""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_upload_list_name_known"), "upload", type_="check")
    op.create_check_constraint(
        op.f("ck_upload_list_name_known"),
        "upload",
        "list_name IN ('medewerkers', 'leveranciers', 'verklaringen')",
    )


def downgrade() -> None:
    op.execute("DELETE FROM upload WHERE list_name = 'verklaringen'")
    op.drop_constraint(op.f("ck_upload_list_name_known"), "upload", type_="check")
    op.create_check_constraint(
        op.f("ck_upload_list_name_known"),
        "upload",
        "list_name IN ('medewerkers', 'leveranciers')",
    )
