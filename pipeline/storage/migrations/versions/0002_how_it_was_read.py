"""How a file was read: confidence of OCR, container, format, reading report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("passages", sa.Column("read_confidence", sa.Float()))
    op.add_column("submissions", sa.Column("container", sa.Text()))
    op.add_column("submissions", sa.Column("format", sa.String()))
    op.add_column("submissions", sa.Column("report", sa.Text()))
