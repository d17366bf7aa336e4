"""Books that learners open to one adult."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; until a learner gives a code, every book is theirs alone."""
    op.create_table(
        "books",
        sa.Column("learner_id", sa.String(16), nullable=False),
        sa.Column("code_hash", sa.String(32)),
        sa.Column("code_until", storage.types.UtcDateTime(timezone=True)),
        sa.Column("book_id", sa.String(16)),
        sa.Column("reader_id", sa.String(16)),
        sa.Column("since", storage.types.UtcDateTime(timezone=True)),
        sa.Column("read_at", storage.types.UtcDateTime(timezone=True)),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_books")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["contacts.contact_id"], name=op.f("fk_books_learner_id")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["contacts.contact_id"], name=op.f("fk_books_reader_id")
        ),
        sa.UniqueConstraint("code_hash", name=op.f("uq_books_code_hash")),
        sa.UniqueConstraint("book_id", name=op.f("uq_books_book_id")),
    )
    op.create_index(op.f("ix_books_reader_id"), "books", ["reader_id"])


def downgrade() -> None:
    """Let it go; every book is its learner's alone again."""
    op.drop_table("books")
