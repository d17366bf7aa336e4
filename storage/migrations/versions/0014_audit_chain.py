"""The audit becomes a chain: a digest for every line, over the one before it.

The lines that are there already are taken over here and nowhere else, in one transaction with the
change of the table: no program that runs later gives a digest to a line that has none.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import context, op

import storage.types
from domain.audit import BEGUN, PROGRAM, WHOLE_AUDIT, Head, Look, beginning, chain, mark

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MARK = "audit_mark"

_audit = sa.table(
    "audit",
    sa.column("audit_id", sa.BigInteger),
    sa.column("at", storage.types.UtcDateTime),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("subject", sa.String),
    sa.column("reason", sa.Text),
    sa.column("digest", sa.String),
)
_meta = sa.table("meta", sa.column("name", sa.String), sa.column("value", sa.Text))


class NoKey(RuntimeError):
    """Lines of the audit are to be taken over into the chain, and no key was given for it."""


def upgrade() -> None:
    """Number the lines without gaps, seal them in order; one more says how many they were."""
    op.add_column("audit", sa.Column("digest", sa.String(64)))
    _number()
    _take_over()
    with op.batch_alter_table("audit") as batch_op:
        batch_op.alter_column("digest", existing_type=sa.String(64), nullable=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE audit ALTER COLUMN audit_id DROP DEFAULT")


def _number() -> None:
    """A rolled back transaction may have left gaps on PostgreSQL; nothing refers to a number."""
    connection = op.get_bind()
    old = connection.scalars(sa.select(_audit.c.audit_id).order_by(_audit.c.audit_id)).all()
    moved = [{"old": was, "new": now} for now, was in enumerate(old, start=1) if now != was]
    if moved:
        which = _audit.c.audit_id == sa.bindparam("old")
        connection.execute(
            sa.update(_audit).where(which).values(audit_id=sa.bindparam("new")), moved
        )


def _take_over() -> None:
    connection, cipher = op.get_bind(), context.config.attributes.get("cipher")
    looks = [
        Look(
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            reason=row.reason,
            at=row.at,
        )
        for row in connection.execute(sa.select(_audit).order_by(_audit.c.audit_id))
    ]
    if not looks:
        return
    if cipher is None:
        raise NoKey
    begun = _begun(len(looks))
    *taken, newest = chain(cipher.attest, beginning(cipher.attest), [*looks, begun])
    connection.execute(
        sa.update(_audit)
        .where(_audit.c.audit_id == sa.bindparam("number"))
        .values(digest=sa.bindparam("made")),
        [{"number": line.number, "made": line.digest} for line in taken],
    )
    connection.execute(
        sa.insert(_audit).values(
            audit_id=newest.number,
            at=begun.at,
            actor=begun.actor,
            action=begun.action,
            subject=begun.subject,
            reason=begun.reason,
            digest=newest.digest,
        )
    )
    head = Head(number=newest.number, digest=newest.digest)
    connection.execute(sa.insert(_meta).values(name=MARK, value=mark(cipher.attest, head)))


def _begun(before: int) -> Look:
    return Look(
        actor=PROGRAM,
        action=BEGUN,
        subject=WHOLE_AUDIT,
        reason=f"Lines from before the chain that were taken over into it: {before}.",
        at=datetime.now(UTC),
    )


def downgrade() -> None:
    """The lines stay; that they are whole can no longer be shown."""
    op.get_bind().execute(sa.delete(_meta).where(_meta.c.name == MARK))
    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_column("digest")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE audit ALTER COLUMN audit_id SET DEFAULT nextval('audit_audit_id_seq')"
        )
        op.execute(
            "SELECT setval('audit_audit_id_seq', (SELECT coalesce(max(audit_id), 0) + 1 "
            "FROM audit), false)"
        )
