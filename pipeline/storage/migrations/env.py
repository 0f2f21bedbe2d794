"""Runs the migrations on the connection that `pipeline.storage.engine` hands over.

The caller holds the transaction: either the whole schema comes about or nothing of it.
"""

from __future__ import annotations

from alembic import context

from pipeline.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
