"""Packs as they were, so that a session goes on in the version it began with."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it fills itself as the program starts."""
    op.create_table(
        "packs",
        sa.Column("pack", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pack", "version", name=op.f("pk_packs")),
    )


def downgrade() -> None:
    """Let it go; packs are in their folders."""
    op.drop_table("packs")
