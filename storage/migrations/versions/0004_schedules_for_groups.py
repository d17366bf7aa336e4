"""A schedule may be for one group of the roll."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every schedule so far is for everybody in its years."""
    op.add_column("schedules", sa.Column("group_name", sa.String(80)))


def downgrade() -> None:
    """What was for a group is for everybody again."""
    op.drop_column("schedules", "group_name")
