"""Writes revision scripts nobody wrote: random operations with random options, both directions.

Usage: randomscripts.py SEED COUNT FOLDER. The same arguments give the same files. Every script is one
that Debian's Alembic prints: what it refuses is left to the scripts written by hand.
"""
import os
import random
import sys

PLAIN = "id name title amount kind created_at body parent_id slug position note total owner state".split()
AWKWARD = ["order", "User", "group", "with space", "Mixed", "2nd", "per%cent", "select", "col$", "$col", "table", "ümlaut"]
TABLES = ["person", "invoice", "line_item", "tag", "Order", "user", "audit log", "a_table_with_quite_a_long_name_in_it"]
SCHEMAS = [None, None, None, "app", "Meta", "my.schema"]
STRINGS = ["", "x", "it's", "100%", "a\\b", "two\nlines", "tab\there", "ünï", "%s", "a:b", "{}", "'"]
INTEGERS = ["sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.INTEGER()", "sa.BIGINT()", "sa.Integer"]
TYPES = INTEGERS + [
    "sa.String()", "sa.String(length=20)", "sa.String(5, collation='C')", "sa.Unicode(3)", "sa.UnicodeText()", "sa.Text()",
    "sa.VARCHAR(length=9)", "sa.CHAR(2)", "sa.TEXT()", "sa.Boolean()", "sa.BOOLEAN()", "sa.Date()", "sa.DateTime()",
    "sa.DateTime(timezone=True)", "sa.Time()", "sa.TIMESTAMP(timezone=True)", "sa.Interval()", "sa.Numeric()",
    "sa.Numeric(10, 2)", "sa.Numeric(precision=5)", "sa.DECIMAL(8, 3)", "sa.Float()", "sa.Float(precision=24)", "sa.REAL()",
    "sa.LargeBinary()", "sa.JSON()", "sa.PickleType()", "postgresql.JSONB()", "postgresql.JSON(astext_type=sa.Text())",
    "postgresql.UUID(as_uuid=True)", "postgresql.INET()", "postgresql.CIDR()", "postgresql.BYTEA()", "postgresql.TSVECTOR()",
    "postgresql.HSTORE()", "postgresql.TIMESTAMP(precision=3)", "postgresql.TIME(timezone=True)", "postgresql.BIT(4)",
    "postgresql.INTERVAL(fields='DAY TO SECOND')", "postgresql.DOUBLE_PRECISION(precision=53)", "postgresql.NUMRANGE()",
    "postgresql.ARRAY(sa.Integer())", "postgresql.ARRAY(sa.String(3), dimensions=2)", "sa.ARRAY(sa.Text)",
    "postgresql.MONEY()", "postgresql.MACADDR()", "sa.Text(collation='de_DE')", "postgresql.BIT(varying=True)",
]
DEFAULTS = ["sa.text('now()')", "sa.func.now()", "sa.text('0')", "sa.false()", "sa.true()", "sa.func.current_timestamp()",
            "sa.text(\"'5%'\")", "sa.func.coalesce(None, 5)", "sa.null()", "sa.func.lower('X')", "sa.literal_column('1')"]
CONDITIONS = ["'a > 0'", "sa.text('b % 2 = 1')", "sa.column('a') > 5", "sa.column('Name').is_(None)",
              "sa.and_(sa.column('a') != 1, sa.column('b').in_(['x', \"y'\"]))", "sa.or_(sa.column('a') == 1, sa.not_(sa.column('b') == 'q%'))",
              "sa.func.length(sa.column('name')) >= 3", "(sa.column('a') + 1) * 2 < 10", "sa.column('a').like('x%')",
              "~sa.or_(sa.column('a') == 1, sa.column('b') == 2)", "sa.column('a') - (sa.column('b') - 1) > 0",
              "sa.cast(sa.column('a'), sa.Text) == 'x'"]


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.enums = 0

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def pick(self, items):
        return self.rng.choice(items)

    def name(self):
        return self.pick(AWKWARD) if self.chance(20) else self.pick(PLAIN)

    def names(self, low, high):
        pool = PLAIN + AWKWARD
        return self.rng.sample(pool, self.rng.randint(low, high))

    def object_name(self, prefix):
        name = "%s_%s_%s" % (prefix, self.pick(TABLES), self.name())
        if self.chance(20):
            return "op.f(%r)" % (name + "_" + "x" * self.rng.randrange(50))
        return repr(name[:60]) if not self.chance(20) else "op.f(%r)" % name

    def schema(self):
        schema = self.pick(SCHEMAS)
        return "" if schema is None else ", schema=%r" % schema

    def server_default(self):
        return repr(self.pick(STRINGS)) if self.chance(50) else self.pick(DEFAULTS)

    def type(self):
        if self.chance(8):
            self.enums += 1
            labels = ", ".join(repr(s) for s in self.rng.sample(["a", "b", "it's", "c%", "D", ""], 3))
            options = self.pick(["", "", ", native_enum=False", ", native_enum=False, create_constraint=True",
                                 ", schema='Meta'", ", inherit_schema=True"])
            kind = "sa.Enum"
            if not options and self.chance(40):
                kind, options = "postgresql.ENUM", self.pick(["", ", create_type=False"])
            return "%s(%s, name=%r%s)" % (kind, labels, self.pick(["kind", "Mood"]) + str(self.enums), options)
        return self.pick(TYPES)

    def foreign_key(self):
        target = self.pick(["other.id", "app.Other.Key", "user.id", "Meta.t.x"])
        options = ""
        if self.chance(40):
            options += ", ondelete=%r" % self.pick(["CASCADE", "SET NULL", "restrict", "NO ACTION"])
        if self.chance(20):
            options += ", onupdate=%r" % self.pick(["CASCADE", "SET DEFAULT"])
        if self.chance(20):
            options += ", name=%s" % self.object_name("fk")
        if self.chance(15):
            options += ", deferrable=%r, initially=%r" % (self.pick([True, False]), self.pick(["DEFERRED", "IMMEDIATE"]))
        if self.chance(5):
            options += ", match='FULL'"
        return "sa.ForeignKey(%r%s)" % (target, options)

    def column(self, name, primary_key=False):
        parts = [repr(name), self.pick(INTEGERS) if primary_key and self.chance(70) else self.type()]
        if primary_key and parts[1] not in INTEGERS:
            parts[1] = self.pick(["sa.String(4)", "postgresql.UUID()", "sa.Numeric(9, 0)", "sa.Date()"])
        special = self.rng.randrange(100)
        if special < 10:
            parts.append(self.foreign_key())
        elif special < 13 and not primary_key:
            parts.append("sa.Computed(%r)" % self.pick(["a + 1", "upper(b) || '%'"]))
        elif special < 17 and parts[1] in INTEGERS:
            parts.append("sa.Identity(%s)" % self.pick(["", "always=True", "start=5, increment=-1", "minvalue=1, maxvalue=9, cycle=True"]))
        elif special < 35 and not primary_key:
            parts.append("server_default=%s" % self.server_default())
        elif special < 40:
            parts.append("sa.CheckConstraint(%s)" % self.pick(CONDITIONS[:2]))  # SQLAlchemy 2 takes texts only
        if primary_key:
            parts.append("primary_key=True")
            if self.chance(20) and parts[1] in INTEGERS:
                parts.append("autoincrement=%s" % self.pick(["True", "False", "'auto'"]))
        elif self.chance(50):
            parts.append("nullable=%r" % self.chance(50))
        if self.chance(6):
            parts.append("unique=True")
        if self.chance(6):
            parts.append("index=True")
        if self.chance(8):
            parts.append("comment=%r" % self.pick(STRINGS))
        return "sa.Column(%s)" % ", ".join(parts)

    def table_constraint(self, columns):
        some = self.rng.sample(columns, self.rng.randint(1, min(2, len(columns))))
        name = ", name=%s" % self.object_name("c") if self.chance(60) else ""
        kind = self.rng.randrange(4)
        if kind == 0:
            late = ", deferrable=True" if self.chance(20) else ""
            return "sa.UniqueConstraint(%s%s%s)" % (", ".join(map(repr, some)), name, late)
        if kind == 1:
            return "sa.CheckConstraint(%s%s)" % (self.pick(CONDITIONS), name)
        if kind == 2:
            targets = ["other.%s" % c for c in "ab"[: len(some)]]
            return "sa.ForeignKeyConstraint(%r, %r%s%s)" % (some, targets, name, self.pick(["", ", ondelete='CASCADE'", ", use_alter=True"]))
        return "sa.Index(%s, %s, unique=%r)" % (self.object_name("ix"), ", ".join(map(repr, some)), self.chance(30))

    def create_table(self):
        columns = self.names(1, 6)
        keys = self.rng.choice([0, 1, 1, 1, 2])
        by_constraint = self.chance(50)
        parts, marked = [], 0
        for index, name in enumerate(columns):
            is_key = index < keys and not by_constraint
            text = self.column(name, is_key)
            if is_key and "autoincrement=True" in text:
                text = text.replace("autoincrement=True", "autoincrement=False") if marked else text
                marked = 1
            parts.append(text)
        if by_constraint and keys:
            chosen = columns[:keys]
            name = ", name=%s" % self.object_name("pk") if self.chance(50) else ""
            parts.append("sa.PrimaryKeyConstraint(%s%s)" % (", ".join(map(repr, chosen)), name))
        for _ in range(self.rng.choice([0, 0, 1, 2, 3])):
            parts.append(self.table_constraint(columns))
        options = self.schema()
        if self.chance(10):
            options += ", comment=%r" % self.pick(STRINGS)
        if self.chance(5):
            options += ", prefixes=['UNLOGGED']"
        if self.chance(5):
            options += ", postgresql_partition_by='LIST (a)'"
        if self.chance(5):
            options += ", postgresql_tablespace='Fast'"
        return "op.create_table(%r, %s%s)" % (self.pick(TABLES), ", ".join(parts), options)

    def alter_column(self, target="op.alter_column(%r, " % "t"):
        parts = []
        if self.chance(40):
            parts.append("nullable=%r" % self.chance(50))
        if self.chance(40):
            parts.append("type_=%s" % self.type())
            if self.chance(40):
                parts.append("postgresql_using=%r" % self.pick(["a::text", "lower(a) || '%'"]))
        if self.chance(30):
            parts.append("server_default=%s" % (self.server_default() if self.chance(60) else "None"))
        if self.chance(20):
            parts.append("new_column_name=%r" % self.name())
        if self.chance(20):
            parts.append("comment=%s" % (repr(self.pick(STRINGS)) if self.chance(70) else "None"))
        if self.chance(40):
            parts.append("existing_type=%s" % self.pick(TYPES))
        if self.chance(20):
            parts.append("existing_nullable=%r" % self.chance(50))
        return ", ".join([repr(self.name())] + parts)

    def index(self):
        elements = []
        for name in self.names(1, 3):
            elements.append(self.pick([repr(name)] * 4 + ["sa.text('lower(%s)')" % name.replace("'", "")[:3], "sa.column(%r).desc()" % name,
                                                          "sa.func.lower(sa.column(%r))" % name, "sa.column(%r) + 1" % name]))
        options = ""
        if self.chance(30):
            options += ", unique=%r" % self.chance(70)
        if self.chance(20):
            options += ", postgresql_where=%s" % self.pick(CONDITIONS)
        if self.chance(20):
            options += ", postgresql_using=%r" % self.pick(["gin", "GIST", "btree"])
        if self.chance(10):
            options += ", postgresql_include=%r" % self.names(1, 2)
        if self.chance(10):
            options += ", postgresql_with={'fillfactor': 70}"
        if self.chance(10):
            options += ", postgresql_concurrently=True"
        if self.chance(10):
            options += ", postgresql_ops={%r: 'text_ops'}" % self.name()
        return "[%s]%s" % (", ".join(elements), options)

    def rows(self):
        values = {"sa.String": STRINGS, "sa.Integer": [0, -5, 10 ** 12], "sa.Boolean": [True, False], "sa.Float": [0.5, 1e20, 3], "sa.Text": STRINGS}
        columns = [(n, self.pick(sorted(values))) for n in self.names(1, 4)]
        rows = []
        for _ in range(self.rng.randint(0, 4)):
            chosen = [c for c in columns if self.chance(80)] or columns[:1]
            self.rng.shuffle(chosen)
            rows.append("{%s}" % ", ".join("%r: %r" % (n, None if self.chance(15) else self.pick(values[t])) for n, t in chosen))
        table = "sa.table(%r, %s%s)" % (self.pick(TABLES), ", ".join("sa.column(%r, %s)" % c for c in columns), self.schema())
        return "op.bulk_insert(%s, [%s])" % (table, ", ".join(rows))

    def in_batch(self):
        lines = ["with op.batch_alter_table(%r%s) as batch_op:" % (self.pick(TABLES), self.schema())]
        for _ in range(self.rng.randint(1, 4)):
            lines.append("    " + self.pick([
                lambda: "batch_op.add_column(%s)" % self.column(self.name()),
                lambda: "batch_op.drop_column(%r)" % self.name(),
                lambda: "batch_op.alter_column(%s)" % self.alter_column(),
                lambda: "batch_op.create_index(%s, %s)" % (self.object_name("ix"), self.index()),
                lambda: "batch_op.drop_index(%s)" % self.object_name("ix"),
                lambda: "batch_op.create_unique_constraint(%s, %r)" % (self.object_name("uq"), self.names(1, 2)),
                lambda: "batch_op.create_foreign_key(%s, 'o', ['a'], ['id'])" % self.object_name("fk"),
                lambda: "batch_op.drop_constraint(%s, type_=%r)" % (self.object_name("c"), self.pick(["unique", "foreignkey", "check", "primary"])),
            ])())
        return "\n".join(lines)

    def text(self):
        return self.pick([
            "op.execute(%r)" % ("UPDATE t SET a = '%s'" % self.pick(STRINGS).replace("'", "''").replace(":", "")),
            "op.execute(sa.text(%r))" % "SELECT a::text, '5%' WHERE b LIKE '%x'",
            "op.execute(%r)" % "  SELECT 1;\n",
            "op.execute(sa.text('UPDATE t SET a = :v').bindparams(v=%r))" % self.pick(STRINGS),
            "with op.get_context().autocommit_block():\n    op.execute('VACUUM')",
            "for name in %r:\n    op.execute(f'ANALYZE {name}')" % (self.names(1, 3),),
        ])

    def condition(self, tables, depth=0):
        table, other = self.pick(tables), self.pick(tables)
        simple = [
            "%s.c.a == %r" % (table, self.rng.randrange(9)), "%s.c.b.like('x%%')" % table, "%s.c.a.is_(None)" % table,
            "%s.c.a == %s.c.a" % (table, other), "%s.c.b != %s.c.b" % (table, other), "%s.c.flag" % table,
            "sa.func.length(%s.c.b) > 3" % table, "%s.c.a.in_([1, 2])" % table, "%s.c.flag.is_(False)" % table,
            "sa.and_(sa.true(), %s.c.a > 1)" % table, "sa.or_(%s.c.flag, sa.false(), %s.c.a < 7)" % (table, other),
        ]
        if depth < 2:
            inner = self.pick(["t", "u", "v"])
            simple += [
                "sa.or_(%s, %s)" % (self.condition(tables, depth + 1), self.condition(tables, depth + 1)),
                "sa.and_(%s, %s)" % (self.condition(tables, depth + 1), self.condition(tables, depth + 1)),
                "sa.not_(%s)" % self.condition(tables, depth + 1),
                "%s.c.a.in_(%s)" % (table, self.query(inner, [inner, table], depth + 1)),
                "%s.c.a.notin_(%s)" % (table, self.query(inner, [inner], depth + 1)),
                "sa.exists().where(%s.c.a == %s.c.a)" % (inner, table) if inner != table else "%s.c.flag" % table,
                "~%s.exists()" % self.query(inner, [inner], depth + 1),
            ]
        return self.pick(simple)

    def query(self, table, tables, depth=0, constants=False):
        column = self.pick(["%s.c.a", "%s.c.b", "%s.c.flag", "sa.func.max(%s.c.a)", "sa.func.lower(%s.c.b)", "%s.c.a + 1",
                            "sa.literal(1) - %s.c.a", "sa.case((%s.c.flag, 'x'), else_='y')", "sa.cast(%s.c.a, sa.Text)", "%s.c.a.label('l')"])
        column %= table
        if constants:
            column = ", ".join([column] + [self.pick(["sa.null()", "sa.true()", "sa.false()", "sa.literal(None)", "sa.cast(sa.null(), sa.Text)"])
                                           for _ in range(self.rng.randrange(1, 5))])
        text = "sa.select(%s)" % column
        if self.chance(20):
            text += ".select_from(%s)" % table
        for _ in range(self.rng.randrange(3)):
            text += ".where(%s)" % self.condition(tables, depth + 1)
        if self.chance(10):
            text += ".distinct()"
        if self.chance(10):
            text += ".order_by(%s.c.a.desc())" % table
        return text + (".limit(%d)" % self.rng.randrange(1, 9) if self.chance(10) else "")

    def rows_statement(self):
        lines = ["%s = sa.table(%r, sa.column('a', sa.Integer), sa.column('b', sa.String), sa.column('flag', sa.Boolean)%s)" % (
            name, table, self.schema()) for name, table in zip("tuv", self.rng.sample(TABLES, 3))]
        where = "".join(".where(%s)" % self.condition(self.pick([["t"], ["t", "u"], ["t", "u", "v"]])) for _ in range(self.rng.randrange(3)))
        value = self.pick(["5", "None", "t.c.a + 1", "sa.func.lower(t.c.b)", self.query("u", ["u", "t"]), "sa.case((%s, 1), else_=t.c.a)" % self.condition(["t"])])
        lines.append(self.pick([
            "op.execute(t.update()%s.values(a=%s))" % (where, value),
            "op.execute(t.delete()%s)" % where,
            "op.execute(t.insert().from_select(['a'], %s))" % self.query("u", ["u", "v"], constants=self.chance(40)),
            "op.execute(t.insert().values(a=%s.scalar_subquery()))" % self.query("u", ["u"]),
        ]))
        return "\n".join(lines)

    def operation(self):
        table = self.pick(TABLES)
        return self.pick([
            self.create_table, self.create_table, self.create_table, self.in_batch, self.rows, self.text,
            self.rows_statement, self.rows_statement,
            lambda: "op.drop_table(%r%s)" % (table, self.schema()),
            lambda: "op.add_column(%r, %s%s)" % (table, self.column(self.name(), self.chance(5)), self.schema()),
            lambda: "op.add_column(%r, %s%s)" % (table, self.column(self.name()), self.schema()),
            lambda: "op.drop_column(%r, %r%s)" % (table, self.name(), self.schema()),
            lambda: "op.alter_column(%r, %s%s)" % (table, self.alter_column(), self.schema()),
            lambda: "op.alter_column(%r, %s%s)" % (table, self.alter_column(), self.schema()),
            lambda: "op.create_index(%s, %r, %s%s)" % (self.object_name("ix"), table, self.index(), self.schema()),
            lambda: "op.drop_index(%s, table_name=%r%s)" % (self.object_name("ix"), table, self.schema()),
            lambda: "op.create_unique_constraint(%s, %r, %r%s)" % (self.object_name("uq"), table, self.names(1, 3), self.schema()),
            lambda: "op.create_check_constraint(%s, %r, %s%s)" % (self.object_name("ck"), table, self.pick(CONDITIONS), self.schema()),
            lambda: "op.create_primary_key(%s, %r, %r%s)" % (self.object_name("pk"), table, self.names(1, 2), self.schema()),
            lambda: "op.create_foreign_key(%s, %r, 'Other', ['a', 'B'], ['x', 'y'], ondelete='CASCADE', referent_schema=%r)" % (self.object_name("fk"), table, self.pick(SCHEMAS)),
            lambda: "op.drop_constraint(%s, %r%s)" % (self.object_name("c"), table, self.schema()),
            lambda: "op.rename_table(%r, %r%s)" % (table, self.pick(TABLES), self.schema()),
            lambda: "op.create_table_comment(%r, %r%s)" % (table, self.pick(STRINGS), self.schema()),
            lambda: "op.drop_table_comment(%r%s)" % (table, self.schema()),
        ])()

    def body(self):
        lines = []
        for _ in range(self.rng.randint(1, 5)):
            lines.extend(self.operation().split("\n"))
        return "\n".join("    " + line for line in lines)


TEMPLATE = '''"""generated {number}"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "{number:012x}"
down_revision = None


def upgrade():
{up}


def downgrade():
{down}
'''


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    for number in range(count):
        writer = Writer(random.Random(seed * 1000003 + number))
        with open(os.path.join(folder, "r%04d.py" % number), "w", encoding="utf-8") as script:
            script.write(TEMPLATE.format(number=number, up=writer.body(), down=writer.body()))


main()
