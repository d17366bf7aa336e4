"""What SQLite cannot alter in a table: the schema is put in other words, and the rows stay.

Making a table anew would drop rows of others that refer to it.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op


def rewrite(changes: Iterable[tuple[str, str, str]]) -> None:
    """In the schema of each table put the second words in the place of the first."""
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    for table, now, then in changes:
        connection.execute(
            sa.text(
                "UPDATE sqlite_master SET sql = replace(sql, :now, :then) "
                "WHERE type = 'table' AND name = :table"
            ),
            {"now": now, "then": then, "table": table},
        )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
