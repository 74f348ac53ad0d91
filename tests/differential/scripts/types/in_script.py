"""Types that the script defines: impl or a column specification in literals."""
from alembic import op
import sqlalchemy as sa
import uuid
from sqlalchemy import types
from sqlalchemy.dialects.postgresql import UUID, JSONB

revision = "in_script"
down_revision = None
branch_labels = None
depends_on = None


class Guid(sa.TypeDecorator):
    """UUID where there is one."""

    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID(as_uuid=True))
        return dialect.type_descriptor(sa.CHAR(36))

    def process_bind_param(self, value, dialect):
        return value if value is None else str(value)


class Short(types.TypeDecorator):
    impl = sa.String(8)
    cache_ok = True


class Sized(sa.types.TypeDecorator):
    impl = sa.Unicode
    cache_ok = True


class Number(sa.TypeDecorator):
    impl = sa.BigInteger


class Point(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "POINT"


class Document(types.TypeDecorator):
    impl = JSONB
    cache_ok = True


def upgrade():
    op.create_table(
        "thing",
        sa.Column("id", Guid(), primary_key=True, default=uuid.uuid4),
        sa.Column("small", Short(), nullable=False),
        sa.Column("sized", Sized(12)),
        sa.Column("point", Point()),
        sa.Column("class", Point),
        sa.Column("document", Document),
    )
    op.add_column("thing", sa.Column("number", Number(), server_default="0"))


def downgrade():
    op.alter_column("thing", "small", type_=Sized(3), existing_type=Short())
