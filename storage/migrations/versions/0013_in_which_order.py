"""In which order texts were taken that came together."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A sentence sent in pieces within one second is put together in its own order."""
    op.add_column("texts", sa.Column("nth", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Texts of one moment are in no order again."""
    op.drop_column("texts", "nth")
