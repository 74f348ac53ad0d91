"""merge"""



revision = "e6fac3ab39d5"
down_revision = None


def upgrade():
    pass


def downgrade():
    pass
