"""What Alembic runs: the migrations on the connection that `Database.upgrade` gives it."""

from alembic import context

from aryz.centre.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
