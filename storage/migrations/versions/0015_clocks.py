"""A clock for each case, what it came to, whom it is about, who is on duty, who saw a name."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MOMENT = storage.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    """A case from before has no clock; the first tick starts one if nobody has taken it."""
    op.add_column("cases", sa.Column("clock", sa.JSON()))
    op.add_column("cases", sa.Column("next_at", _MOMENT))
    op.add_column("cases", sa.Column("concerned", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "cases", sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("cases", sa.Column("outcome", sa.String(12)))
    op.add_column("cases", sa.Column("closed_at", _MOMENT))
    op.create_index("ix_cases_next_at", "cases", ["next_at"])
    op.add_column("texts", sa.Column("concerned", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("people", sa.Column("known_as_sealed", sa.LargeBinary()))
    with op.batch_alter_table("case_history") as history:
        history.add_column(sa.Column("other_id", sa.String(16)))
        history.add_column(sa.Column("seal", sa.String(16)))
        history.add_column(sa.Column("note_sealed", sa.LargeBinary()))
        history.create_foreign_key(
            "fk_case_history_other_id", "contacts", ["other_id"], ["contact_id"]
        )
    op.create_table(
        "duties",
        sa.Column("duty_id", sa.String(16), nullable=False),
        sa.Column("contact_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("begins_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("removed_at", _MOMENT),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_duties_begins_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.contact_id"], name=op.f("fk_duties_contact_id")
        ),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_duties")),
    )
    op.create_index("ix_duties_contact_id", "duties", ["contact_id"])
    op.create_table(
        "reveals",
        sa.Column("reveal_id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("asked_by", sa.String(16), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("agreed_by", sa.String(16)),
        sa.Column("agreed_at", _MOMENT),
        sa.Column("reviewed_by", sa.String(16)),
        sa.Column("reviewed_at", _MOMENT),
        *(
            sa.ForeignKeyConstraint(
                [name], ["contacts.contact_id"], name=op.f(f"fk_reveals_{name}")
            )
            for name in ("asked_by", "agreed_by", "reviewed_by")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_reveals_case_id")),
        sa.PrimaryKeyConstraint("reveal_id", name=op.f("pk_reveals")),
    )
    op.create_index("ix_reveals_case_id", "reveals", ["case_id"])


def downgrade() -> None:
    """Cases have no clock again, and nobody is on duty or away."""
    op.drop_table("reveals")
    op.drop_table("duties")
    with op.batch_alter_table("case_history") as history:
        history.drop_constraint("fk_case_history_other_id", type_="foreignkey")
        history.drop_column("note_sealed")
        history.drop_column("seal")
        history.drop_column("other_id")
    op.drop_column("people", "known_as_sealed")
    op.drop_column("texts", "concerned")
    op.drop_index("ix_cases_next_at", "cases")
    for name in ("closed_at", "outcome", "paused", "concerned", "next_at", "clock"):
        op.drop_column("cases", name)
