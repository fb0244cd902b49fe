"""What Alembic runs to change the schema; `viva.store.migrate` hands it the connection."""

from alembic import context

from viva.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
