"""Questions of more kinds: longer answers and pack names, and what has been tapped so far."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.sqlite import rewrite

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WIDER = (
    ("sessions", "pack", 16, 32),
    ("answers", "pack", 16, 32),
    ("answers", "value", 16, 400),
    ("schedules", "pack", 16, 32),
    ("waves", "pack", 16, 32),
    ("texts", "place", 33, 49),
)
"""Columns that hold more than before: the length they had and the one they have."""


def upgrade() -> None:
    """Make room; sessions at rest have nothing tapped and nothing misunderstood."""
    _lengths({(table, column): (before, after) for table, column, before, after in WIDER})
    op.add_column(
        "sessions", sa.Column("draft", sa.String(400), nullable=False, server_default="")
    )
    op.add_column("sessions", sa.Column("tries", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Take the room back; only what the first version could hold fits."""
    op.drop_column("sessions", "tries")
    op.drop_column("sessions", "draft")
    _lengths({(table, column): (after, before) for table, column, before, after in WIDER})


def _lengths(wanted: dict[tuple[str, str], tuple[int, int]]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        # SQLite keeps text of any length, so only what its schema says is changed.
        rewrite(
            (table, f"\t{column} VARCHAR({now})", f"\t{column} VARCHAR({then})")
            for (table, column), (now, then) in wanted.items()
        )
        return
    for (table, column), (now, then) in wanted.items():
        op.alter_column(
            table,
            column,
            existing_type=sa.String(now),
            type_=sa.String(then),
            existing_nullable=False,
        )
