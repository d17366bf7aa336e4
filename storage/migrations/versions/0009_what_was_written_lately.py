"""What was written lately, found by chat."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every text that comes looks back at those of the last days in its chat."""
    op.create_index(op.f("ix_texts_address_id_written_at"), "texts", ["address_id", "written_at"])


def downgrade() -> None:
    """Let it go; the texts stay."""
    op.drop_index(op.f("ix_texts_address_id_written_at"), table_name="texts")
