"""Signs over time for the pastoral lead, and which learners have been told of them."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MOMENT = storage.types.UtcDateTime(timezone=True)
_ID = sa.String(length=16)


def upgrade() -> None:
    """Two tables that stay empty until a school switches it on."""
    op.create_table(
        "over_time_told",
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("queued_at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.contact_id"], name=op.f("fk_over_time_told_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_over_time_told")),
    )
    op.create_table(
        "signs",
        sa.Column("sign_id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.Column("staff_id", _ID),
        sa.Column("case_id", _ID),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.contact_id"], name=op.f("fk_signs_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["contacts.contact_id"], name=op.f("fk_signs_staff_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_signs_case_id")),
        sa.PrimaryKeyConstraint("sign_id", name=op.f("pk_signs")),
        sa.UniqueConstraint(
            "contact_id", "kind", "since", name=op.f("uq_signs_contact_id_kind_since")
        ),
    )


def downgrade() -> None:
    """What was noticed is gone, and nobody counts as told."""
    op.drop_table("signs")
    op.drop_table("over_time_told")
