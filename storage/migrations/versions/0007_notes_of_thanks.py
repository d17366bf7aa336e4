"""Thank-you notes on their way, and which waiting message is about one."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TIME = storage.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Notes that were written before become rows when the clock next looks for them."""
    op.create_table(
        "notes",
        sa.Column("note_id", sa.String(16), nullable=False),
        sa.Column("contact_id", sa.String(16), nullable=False),
        sa.Column("text_id", sa.String(16), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("recipient_id", sa.String(16)),
        sa.Column("staff_id", sa.String(16)),
        sa.Column("written_at", _TIME, nullable=False),
        sa.Column("moved_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_notes")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["sessions.session_id"], name=op.f("fk_notes_note_id")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["texts.text_id"], name=op.f("fk_notes_text_id")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["contacts.contact_id"], name=op.f(f"fk_notes_{column}")
            )
            for column in ("contact_id", "recipient_id", "staff_id")
        ),
    )
    for column in ("contact_id", "status", "recipient_id"):
        op.create_index(op.f(f"ix_notes_{column}"), "notes", [column])
    op.add_column("outbox", sa.Column("note_id", sa.String(16)))
    op.create_index(op.f("ix_outbox_note_id"), "outbox", ["note_id"])


def downgrade() -> None:
    """Let what became of notes go; what was written stays an answer."""
    op.drop_index(op.f("ix_outbox_note_id"), "outbox")
    op.drop_column("outbox", "note_id")
    op.drop_table("notes")
