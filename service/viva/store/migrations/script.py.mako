"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Brings the schema here from the revision before; the way back is the copy made before it."""
    ${upgrades if upgrades else "pass"}
