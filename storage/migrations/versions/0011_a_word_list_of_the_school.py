"""What a school changes of the lexicon, and who agreed to it."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = storage.types.UtcDateTime(timezone=True)
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables to which rows are added."""
    op.create_table(
        "lexicon_changes",
        sa.Column("change_id", _BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_lexicon_changes")),
    )
    op.create_table(
        "lexicon_votes",
        sa.Column("change_id", _BIG, nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["lexicon_changes.change_id"],
            name=op.f("fk_lexicon_votes_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["contacts.contact_id"], name=op.f("fk_lexicon_votes_staff_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "staff_id", "agrees", name=op.f("pk_lexicon_votes")),
    )


def downgrade() -> None:
    """The lexicon is again as it was packaged."""
    op.drop_table("lexicon_votes")
    op.drop_table("lexicon_changes")
