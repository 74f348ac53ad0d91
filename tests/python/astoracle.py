"""Compares our syntax trees with CPython's own.

usage: astoracle.py ASTDUMP [--stdlib] [--bad FILE] [--limit SHARE] PATH...

Every *.py below the paths (and of the standard library) is parsed by CPython's ast and by the program ASTDUMP; the dumps must be
equal. A file that CPython refuses must be refused by us, in the same line. --bad names a file of
inputs, separated by lines of "-----", that CPython and we must all refuse.
At most SHARE (default 0.001) of the readable files may be refused by us.
"""
import ast
import argparse
import os
import struct
import subprocess
import sys
import sysconfig
import tempfile
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
sys.set_int_max_str_digits(0)

SKIPPED = {"ctx", "type_comment", "kind", "type_ignores"}
FIELDS = {}


def text(value):
    return value.replace("\\", "\\\\").replace("\n", "\\n")


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is Ellipsis:
        return "Ellipsis"
    if isinstance(value, str):
        return '"' + text(value) + '"'
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "j" + struct.pack(">d", value.imag).hex()
    return str(value)


def dump(node, out, places):
    kind = type(node)
    fields = FIELDS.get(kind)
    if fields is None:
        fields = FIELDS[kind] = [name for name in node._fields if name not in SKIPPED]
    out.append(kind.__name__)
    if places and hasattr(node, "lineno"):
        out.append("@%d:%d-%d:%d(" % (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
    else:
        out.append("(")
    if kind is ast.JoinedStr:
        places = False
    first = True
    for name in fields:
        value = getattr(node, name, None)
        if name == "type_params" and not value:
            continue
        if not first:
            out.append(" ")
        first = False
        if kind is ast.Constant:
            out.append(constant(value))
        elif isinstance(value, ast.AST):
            dump(value, out, places)
        elif isinstance(value, list):
            dump_list(value, out, places)
        elif value is None:
            out.append("None" if kind is ast.MatchSingleton else "-")
        elif isinstance(value, str):
            out.append('"' + text(value) + '"')
        else:
            out.append(str(value))
    out.append(")")


def dump_list(values, out, places):
    out.append("[")
    first = True
    for value in values:
        if not first:
            out.append(" ")
        first = False
        if value is None:
            out.append("-")
        elif isinstance(value, str):
            out.append('"' + text(value) + '"')
        else:
            dump(value, out, places)
    out.append("]")


def expected(path):
    """The dump, or the line CPython refuses (0: it does not know)."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, getattr(error, "lineno", 0) or 0, str(error)
    out = []
    dump_list(tree.body, out, True)
    return "".join(out).encode("utf-8", "surrogatepass"), 0, ""


def sources(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, files in os.walk(path):
            folders.sort()
            for name in sorted(files):
                if name.endswith(".py") and os.path.isfile(os.path.join(folder, name)):
                    yield os.path.join(folder, name)


def difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, at - 120)
    return "  ours:    %r\n  CPython: %r" % (ours[start:at + 120], theirs[start:at + 120])


class Comparison:
    def __init__(self, program):
        self.tool = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.files = self.refused = self.wrong = 0

    def ours(self, path):
        self.tool.stdin.write(os.fsencode(path) + b"\n")
        self.tool.stdin.flush()
        return self.tool.stdout.readline().rstrip(b"\n")

    def wrong_at(self, name, message):
        self.wrong += 1
        print("WRONG %s: %s" % (name, message))

    def compare(self, path, name=None, must_fail=False):
        name = name or path
        ours = self.ours(path)
        theirs, line, message = expected(path)
        self.files += 1
        if theirs is None:
            if not ours.startswith(b"!"):
                self.wrong_at(name, "CPython refuses line %d (%s), we accept" % (line, message))
            elif line and int(ours[1:].split()[0]) != line:
                self.wrong_at(name, "CPython refuses line %d (%s), we %s" % (line, message, ours.decode()))
        elif must_fail:
            self.wrong_at(name, "CPython accepts a bad input")
        elif ours.startswith(b"!"):
            self.refused += 1
            print("REFUSED %s: %s" % (name, ours.decode()))
        elif ours != theirs:
            self.wrong_at(name, "the trees differ\n" + difference(ours, theirs))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--stdlib", action="store_true")
    arguments.add_argument("--bad")
    arguments.add_argument("--limit", type=float, default=0.001)
    arguments.add_argument("paths", nargs="*")
    options = arguments.parse_intermixed_args()
    comparison = Comparison(options.program)
    stdlib = [sysconfig.get_path("stdlib")] if options.stdlib else []
    for path in sources(options.paths + stdlib):
        comparison.compare(path)
    if options.bad:
        with open(options.bad, "rb") as file:
            inputs = file.read().split(b"-----\n")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "bad.py")
            for index, source in enumerate(inputs):
                with open(path, "wb") as file:
                    file.write(source)
                comparison.compare(path, "%s, input %d: %r" % (options.bad, index + 1, source[:60]), True)
    print("%d files, %d refused, %d wrong" % (comparison.files, comparison.refused, comparison.wrong))
    share = comparison.refused / max(1, comparison.files)
    return 1 if comparison.wrong or share > options.limit or comparison.files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
