"""A language that is not known yet, and one that somebody has chosen themselves."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.sqlite import rewrite

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A contact may have no language; those so far are what the roll or the office said."""
    _nullable(True)
    op.add_column(
        "contacts",
        sa.Column("language_chosen", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Whose language is not known reads Welsh, which always came first."""
    op.drop_column("contacts", "language_chosen")
    op.execute("UPDATE contacts SET language = 'cy' WHERE language IS NULL")
    _nullable(False)


def _nullable(nullable: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        bare, bound = "\tlanguage VARCHAR(2)", "\tlanguage VARCHAR(2) NOT NULL"
        rewrite([("contacts", bound, bare) if nullable else ("contacts", bare, bound)])
        return
    op.alter_column(
        "contacts",
        "language",
        existing_type=sa.String(2),
        existing_nullable=not nullable,
        nullable=nullable,
    )
