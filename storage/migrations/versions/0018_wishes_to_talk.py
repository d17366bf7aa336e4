"""By when a learner was told that somebody would talk with them."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No wish from before has a time."""
    op.add_column("cases", sa.Column("talk_by", storage.types.UtcDateTime(timezone=True)))


def downgrade() -> None:
    """Wishes have no time again."""
    op.drop_column("cases", "talk_by")
