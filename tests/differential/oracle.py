"""Prints the SQL real Alembic writes for revision scripts, one by one, without a database.

Reads paths of revision scripts, one a line, from standard input. For each path and direction it
prints one line of JSON: {"path", "direction", "statements": [...]} or {"path", "direction", "error"},
or {"missing": true} when the script has no such function. Every script runs in a context of its own
with a neutral environment: dialect postgresql, literal_binds, no metadata. A module that cannot be
imported is replaced by one that fails when one of its names is used.
"""
import importlib.abc
import importlib.machinery
import io
import json
import logging
import os
import signal
import sys
import traceback
import types
import warnings

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext

SECONDS_PER_SCRIPT = 60
SCRIPT_MODULE = "revision_script"


class Poison:
    """Stands for a name of a module that is not installed: any use fails, mere presence does not."""

    def __init__(self, name):
        object.__setattr__(self, "_poison_name", name)

    def _fail(self, *args, **kwargs):
        raise ImportError("used %s, which is not installed" % object.__getattribute__(self, "_poison_name"))

    __getattr__ = __call__ = __setattr__ = __iter__ = __bool__ = __str__ = __len__ = __getitem__ = _fail
    __mro_entries__ = __contains__ = __enter__ = __add__ = __or__ = __ror__ = _fail


class PoisonModule(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Poison(self.__name__ + "." + name)


def imported_by_a_script():
    frame = sys._getframe(2)
    while frame and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return bool(frame) and frame.f_globals.get("__name__") == SCRIPT_MODULE


class PoisonFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last on sys.meta_path: finds whatever nothing else found."""

    active = False

    def find_spec(self, fullname, path=None, target=None):
        top = fullname.split(".")[0]
        if not self.active or top in ("sqlalchemy", "alembic") or top in sys.stdlib_module_names:
            return None
        if not imported_by_a_script():  # a library that is installed asks what else is there
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return PoisonModule(spec.name)

    def exec_module(self, module):
        pass


def project_of(path):
    """What the folder of a script says of its project: {"naming_convention": …, "types": …}."""
    folder = os.path.dirname(path)
    facts = os.path.join(folder, "project.json")
    if not os.path.exists(facts):
        return {}
    if folder not in sys.path:
        sys.path.append(folder)  # its types may live in modules of its own
    with open(facts, encoding="utf-8") as source:
        return json.load(source)


def metadata_of(project):
    import sqlalchemy

    convention = project.get("naming_convention")
    return sqlalchemy.MetaData(naming_convention=convention) if convention else None


def load(path):
    with open(path, "rb") as source:
        code = compile(source.read(), path, "exec")
    module = types.ModuleType(SCRIPT_MODULE)
    module.__file__ = path
    exec(code, module.__dict__)
    return module


def run(path, direction):
    statements = []
    environment = EnvironmentContext(Config(), None, as_sql=True)
    with environment:
        environment.configure(
            dialect_name="postgresql",
            literal_binds=True,
            output_buffer=io.StringIO(),
            target_metadata=metadata_of(project_of(path)),
        )
        context = environment.get_context()
        context.impl.static_output = statements.append
        module = load(path)
        function = getattr(module, direction, None)
        if function is None:
            return {"missing": True}
        from alembic.operations import Operations

        with Operations.context(context):
            with context.begin_transaction(_per_migration=False):
                function()
    return {"statements": statements}


def on_alarm(signum, frame):
    raise TimeoutError("took longer than %d s" % SECONDS_PER_SCRIPT)


def answer(path, direction):
    signal.alarm(SECONDS_PER_SCRIPT)
    try:
        return run(path, direction)
    except BaseException as error:
        if os.environ.get("ORACLE_TRACE"):
            traceback.print_exc()
        return {"error": "%s: %s" % (type(error).__name__, str(error).split("\n")[0][:300])}
    finally:
        signal.alarm(0)


def main():
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    quiet = open(os.devnull, "w")
    os.dup2(quiet.fileno(), 1)
    sys.stdout = quiet
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.dont_write_bytecode = True
    finder = PoisonFinder()
    sys.meta_path.append(finder)
    finder.active = True
    signal.signal(signal.SIGALRM, on_alarm)
    for line in sys.stdin:
        path = line.rstrip("\n")
        for direction in ("upgrade", "downgrade"):
            result = answer(path, direction)
            result.update(path=path, direction=direction)
            out.write(json.dumps(result) + "\n")
            out.flush()


main()
