"""The types of a project, as its models would define them."""
import types

from sqlalchemy.types import Integer, Numeric, TypeDecorator, UserDefinedType


class Money(TypeDecorator):
    impl = Numeric(12, 2)
    cache_ok = True

    def __init__(self, currency="EUR"):
        super().__init__()
        self.currency = currency


class Counter(TypeDecorator):
    impl = Integer
    cache_ok = True


class Colour(UserDefinedType):
    cache_ok = True

    def __init__(self, palette=None):
        self.palette = palette

    def get_col_spec(self, **kw):
        return "colour"


deep = types.SimpleNamespace(Colour=Colour)
