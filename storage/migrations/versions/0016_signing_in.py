"""Links, sessions and second factors of those who sign in to the desk."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MOMENT = storage.types.UtcDateTime(timezone=True)
_WHOSE = ("sign_in_links", "web_sessions", "second_factors", "recovery_codes")


def _contact(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("contact_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.contact_id"], name=op.f(f"fk_{table}_contact_id")
        ),
    )


def upgrade() -> None:
    """Nobody is signed in, and nobody has a second factor yet."""
    op.create_table(
        "sign_in_links",
        sa.Column("link_hash", sa.String(32), nullable=False),
        *_contact("sign_in_links"),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_sign_in_links")),
    )
    op.create_table(
        "web_sessions",
        sa.Column("session_hash", sa.String(32), nullable=False),
        *_contact("web_sessions"),
        sa.Column("csrf_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_hash", name=op.f("pk_web_sessions")),
    )
    op.create_table(
        "second_factors",
        *_contact("second_factors"),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", _MOMENT),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("locked_until", _MOMENT),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(32), nullable=False),
        *_contact("recovery_codes"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
    )
    for table in ("sign_in_links", "web_sessions", "recovery_codes"):
        op.create_index(f"ix_{table}_contact_id", table, ["contact_id"])
    op.create_table(
        "tries",
        sa.Column(
            "try_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("who_hash", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("try_id", name=op.f("pk_tries")),
    )
    op.create_index("ix_tries_kind_who_hash_at", "tries", ["kind", "who_hash", "at"])


def downgrade() -> None:
    """Nobody can sign in."""
    for table in ("tries", *reversed(_WHOSE)):
        op.drop_table(table)
