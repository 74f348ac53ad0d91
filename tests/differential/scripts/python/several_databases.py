from alembic import op
import sqlalchemy as sa

revision = "several"
down_revision = None


def upgrade(engine_name=""):
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name=""):
    globals()[f"downgrade_{engine_name}"]()


def upgrade_():
    op.add_column("t", sa.Column("a", sa.Integer()))


def downgrade_():
    op.drop_column("t", "a")


def upgrade_other():
    op.add_column("other", sa.Column("a", sa.Integer()))
