"""Interventions: their waves, who was counted in a change, and the changes, frozen."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; waves of before belong to schedules and stay as they are."""
    op.create_table(
        "interventions",
        sa.Column("intervention_id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("group_name", sa.String(80), nullable=False),
        sa.Column("pack", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", storage.types.UtcDateTime(timezone=True)),
        sa.PrimaryKeyConstraint("intervention_id", name=op.f("pk_interventions")),
    )
    op.create_table(
        "intervention_waves",
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("intervention_id", sa.String(16), nullable=False),
        sa.Column("moment", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.wave_id"], name=op.f("fk_intervention_waves_wave_id")
        ),
        _of_an_intervention("intervention_waves"),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_intervention_waves")),
    )
    op.create_index(
        op.f("ix_intervention_waves_intervention_id"), "intervention_waves", ["intervention_id"]
    )
    op.create_table(
        "paired",
        sa.Column("intervention_id", sa.String(16), nullable=False),
        sa.Column("contact_id", sa.String(16), nullable=False),
        _of_an_intervention("paired"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.contact_id"], name=op.f("fk_paired_contact_id")
        ),
        sa.PrimaryKeyConstraint("intervention_id", "contact_id", name=op.f("pk_paired")),
    )
    op.create_table(
        "changes",
        sa.Column("intervention_id", sa.String(16), nullable=False),
        sa.Column("pack", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("pairs", sa.Integer),
        sa.Column("shifts", sa.JSON, nullable=False),
        sa.Column("hidden", sa.JSON, nullable=False),
        sa.Column("turnout", sa.JSON, nullable=False),
        sa.Column("rules", sa.String(20), nullable=False),
        _of_an_intervention("changes"),
        sa.PrimaryKeyConstraint("intervention_id", name=op.f("pk_changes")),
    )


def _of_an_intervention(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["intervention_id"],
        ["interventions.intervention_id"],
        name=op.f(f"fk_{table}_intervention_id"),
    )


def downgrade() -> None:
    """Let them go, with what was released."""
    for table in ("changes", "paired", "intervention_waves", "interventions"):
        op.drop_table(table)
