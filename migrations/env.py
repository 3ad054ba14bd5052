"""Runs the revisions on the connection that coop_ledger.book.upgrade hands over.

There is no ini file, no engine of its own and no commit: the caller's transaction holds all of it.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
