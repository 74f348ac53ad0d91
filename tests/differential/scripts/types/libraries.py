"""Types of well-known libraries; compared where the library is installed."""
from alembic import op
import sqlalchemy as sa
import uuid
import sqlalchemy_utils
from sqlalchemy_utils import EmailType
revision = "libraries"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "person",
        sa.Column("id", sqlalchemy_utils.types.uuid.UUIDType(binary=False), primary_key=True, default=uuid.uuid4),
        sa.Column("old", sqlalchemy_utils.UUIDType(native=False)),
        sa.Column("older", sqlalchemy_utils.UUIDType(binary=False, native=False)),
        sa.Column("mail", EmailType()),
        sa.Column("mail2", sqlalchemy_utils.types.email.EmailType(length=100)),
        sa.Column("choice", sqlalchemy_utils.types.choice.ChoiceType([("a", "A")])),
        sa.Column("number", sqlalchemy_utils.types.choice.ChoiceType([(1, "A")], impl=sa.Integer())),
        sa.Column("site", sqlalchemy_utils.types.url.URLType()),
        sa.Column("list", sqlalchemy_utils.types.scalar_list.ScalarListType()),
        sa.Column("ip", sqlalchemy_utils.types.ip_address.IPAddressType(length=50)),
        sa.Column("json", sqlalchemy_utils.types.json.JSONType()),
        sa.Column("search", sqlalchemy_utils.types.ts_vector.TSVectorType("a", "b")),
        sa.Column("tree", sqlalchemy_utils.LtreeType()),
        sa.Column("bits", sqlalchemy_utils.types.bit.BitType(4)),
    )
