"""Every text is in a case or on the reading list, with a time by which it must be read."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_MOMENT = storage.types.UtcDateTime(timezone=True)
_UNREAD = "read_at IS NULL AND case_id IS NULL"


def upgrade() -> None:
    """What lies there unread is due at once: nobody has promised to have read it."""
    with op.batch_alter_table("texts") as batch_op:
        batch_op.add_column(sa.Column("due_at", _MOMENT))
        batch_op.add_column(sa.Column("read_at", _MOMENT))
        batch_op.add_column(sa.Column("reader_id", sa.String(16)))
    op.execute("UPDATE texts SET due_at = at WHERE case_id IS NULL")
    with op.batch_alter_table("texts") as batch_op:
        batch_op.create_foreign_key(
            op.f("fk_texts_reader_id"), "contacts", ["reader_id"], ["contact_id"]
        )
        batch_op.create_check_constraint(
            op.f("ck_texts_nobody_unread"), "case_id IS NOT NULL OR due_at IS NOT NULL"
        )
    op.create_index(
        op.f("ix_texts_to_be_read"),
        "texts",
        ["due_at"],
        sqlite_where=sa.text(_UNREAD),
        postgresql_where=sa.text(_UNREAD),
    )


def downgrade() -> None:
    """Let it go; the texts stay, and who has read them is forgotten."""
    op.drop_index(op.f("ix_texts_to_be_read"), table_name="texts")
    with op.batch_alter_table("texts") as batch_op:
        batch_op.drop_constraint(op.f("ck_texts_nobody_unread"), type_="check")
        batch_op.drop_constraint(op.f("fk_texts_reader_id"), type_="foreignkey")
        batch_op.drop_column("reader_id")
        batch_op.drop_column("read_at")
        batch_op.drop_column("due_at")
