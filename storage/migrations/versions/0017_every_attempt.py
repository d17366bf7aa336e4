"""Which cases a message pages, and by which channel it was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What waits already pages no case that is known."""
    op.add_column("outbox", sa.Column("case_ids", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("case_history", sa.Column("channel", sa.String(16)))


def downgrade() -> None:
    """Attempts are in no chronology again."""
    op.drop_column("case_history", "channel")
    op.drop_column("outbox", "case_ids")
