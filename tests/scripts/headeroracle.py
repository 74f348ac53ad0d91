"""Compares the headers we read with those that Debian's Alembic reads by running the scripts.

usage: headeroracle.py HEADERS GENPROJECT

HEADERS is our program that prints the headers of version folders as JSON; GENPROJECT writes a
project. Beside the generated project, headers written in every way that Alembic users write them.
"""
import json
import os
import subprocess
import sys
import tempfile

from alembic.script import ScriptDirectory
from alembic.util import to_tuple

WRITTEN = {
    "plain": "revision = 'w1'\ndown_revision = None\nbranch_labels = ('x', 'y')\ndepends_on = None\n",
    "typed": "from typing import Sequence, Union\nrevision: str = 'w2'\ndown_revision: Union[str, None] = 'w1'\n"
             "branch_labels: Union[str, Sequence[str], None] = None\n",
    "merge": "revision = 'w3'\ndown_revision = ['w2', 'w1']\ndepends_on = ('w1',)\n",
    "names": "A = 'w'\nB = A + '4'\nrevision = B\ndown_revision = f'{A}3'\n",
    "unpacked": "revision, down_revision = ('w5', ('w4',))\n",
    "last": "revision = 'no'\ndown_revision = 'no'\nrevision = 'w6'\ndown_revision = 'w5'\n",
    "added": "revision = 'w'\nrevision += '7'\ndown_revision = ()\ndown_revision += ('w6',)\n",
    "conditions": "if True:\n    revision = 'w8'\nelse:\n    revision = 'no'\nif __name__ == '__main__':\n"
                  "    revision = 'main'\ndown_revision = 'w7'\n",
    "attempt": "try:\n    import no_such_module\nexcept ImportError:\n    no_such_module = None\n"
               "revision = 'w9'\ndown_revision = 'w8'\n",
    "crlf": "\"\"\"two\r\nlines\r\n\r\nCreate Date: x\r\n\"\"\"\r\nrevision = 'w10'\r\ndown_revision = 'w9'\r\n",
    "joined": "'a' \"b\\n\\n\" 'c'\nrevision = ('w'\n  '11')\ndown_revision = 'w10'\n",
    "bodies": "revision = 'w12'\ndown_revision = 'w11'\ndef upgrade():\n    revision = 'no'\n    x = '''\nrevision = 'no'\n'''\n"
              "class revisions:\n    revision = 'no'\n",
    "empty": "revision = 'w13'\ndown_revision = ''\nbranch_labels = []\n",
}


def write_scripts(folder):
    for name, text in WRITTEN.items():
        with open(os.path.join(folder, "%s.py" % name), "w", newline="") as file:
            file.write(text)
    with open(os.path.join(folder, "12ab34.py"), "w") as file:
        file.write("down_revision = None\n")
    with open(os.path.join(folder, "latin.py"), "wb") as file:
        file.write("# coding: latin-1\n'''Caf\xe9'''\nrevision = '\xe9'\ndown_revision = None\n".encode("latin-1"))
    with open(os.path.join(folder, "marked.py"), "wb") as file:
        file.write("\ufeff'''mark'''\nrevision = 'w14'\ndown_revision = None\n".encode("utf-8"))


def theirs(folder):
    found = {}
    for script in ScriptDirectory(os.path.dirname(folder), version_locations=[folder])._load_revisions():
        found[script.revision] = {
            "revision": script.revision,
            "down_revision": list(to_tuple(script.down_revision, default=())),
            "depends_on": list(to_tuple(script.dependencies, default=())),
            "branch_labels": list(script._orig_branch_labels),
            "doc": script.longdoc,
            "path": script.path,
        }
    return found


def main():
    headers, genproject = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, genproject, "--revisions", "300", "--style", "branchy",
                        "--out", os.path.join(folder, "project")], check=True, stdout=subprocess.DEVNULL)
        versions = os.path.join(folder, "project", "migrations", "versions")
        write_scripts(versions)
        expected = theirs(versions)
        output = subprocess.run([headers, versions], check=True, stdout=subprocess.PIPE).stdout
    ours = {header["revision"]: header for header in json.loads(output)}
    wrong = 0
    for revision in sorted(set(expected) | set(ours)):
        if expected.get(revision) != ours.get(revision):
            wrong += 1
            print("WRONG %s\n  ours:    %r\n  Alembic: %r" % (revision, ours.get(revision), expected.get(revision)))
    print("%d headers, %d wrong" % (len(expected), wrong))
    return 1 if wrong or len(expected) < 300 else 0


if __name__ == "__main__":
    sys.exit(main())
