"""constants among the columns of a query, which SQLAlchemy names apart"""

from alembic import op
import sqlalchemy as sa

revision = "0d9e5b7c41aa"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.Text), sa.column("b", sa.Boolean))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("at", sa.DateTime))


def upgrade():
    op.execute(t.insert().from_select(["id", "a"], sa.select(sa.null(), sa.null())))
    op.execute(t.insert().from_select(["id", "a", "b"], sa.select(sa.null(), sa.null(), sa.true(), u.c.id).where(u.c.id == 1)))
    op.execute(
        t.insert().from_select(
            ["id", "a", "b"],
            sa.select(sa.true(), sa.null(), u.c.id + 1, sa.true(), sa.false(), sa.null(), sa.func.now(), sa.func.now()),
        )
    )
    op.execute(t.insert().from_select(["id", "a"], sa.select(sa.cast(sa.null(), sa.Text), sa.null(), sa.cast(sa.null(), sa.Integer))))
    op.execute(t.insert().from_select(["id"], sa.select(sa.literal(1), sa.literal(1), sa.literal("x"), sa.null().label("n"), sa.null())))


def downgrade():
    op.execute(t.insert().from_select(["id", "b"], sa.select(sa.null(), sa.select(sa.null()).select_from(u).scalar_subquery(), sa.true(), sa.null())))
    op.execute(t.update().values(b=sa.true()).where(sa.exists(sa.select(sa.null(), sa.true()).select_from(u))))
    op.execute(t.insert().from_select(["id", "a"], sa.select(sa.cast(u.c.id, sa.Text), u.c.id)))
