"""Answers questions about revision graphs with Debian's Alembic, one JSON object per line.

Two things of Alembic 1.8.1 are replaced. What it leaves to Python's hash seed (which row of several is
updated, the order of several dependencies) is pinned to the order written in the script, dependencies
sorted: Stillroom's order. And undoing a merge follows 1.19, see Step.
"""
import json
import logging
import sys
import types
import warnings

from alembic.runtime import migration
from alembic.script import base, revision

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def pinned(order, chosen):
    return tuple(one for one in order if one in set(chosen))


class Step(migration.RevisionStep):
    def _unmerge_to_revisions(self, heads):
        left = super()._unmerge_to_revisions(heads)
        if set(heads) == {self.revision.revision}:
            # Newer than 1.8.1: what another of them needs anyway gets no row of its own.
            for one in left:
                nodes = self.revision_map._get_ancestor_nodes(self.revision_map.get_revisions(one))
                needed = {node.revision for node in nodes} - {one}
                left = tuple(other for other in left if other not in needed)
        return pinned(self.to_revisions, left)

    def merge_branch_idents(self, heads):
        deleted, updated, to = super().merge_branch_idents(heads)
        order = pinned(self.from_revisions, list(deleted) + [updated])
        return list(order[:-1]), order[-1], to


migration.RevisionStep = Step


class Rows(migration.HeadMaintainer):
    """The same bookkeeping; the statements are written down instead of sent."""

    def __init__(self, heads):
        super().__init__(None, heads)
        self.changes = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.changes.append("insert %s" % version)

    def _delete_version(self, version):
        self.heads.remove(version)
        self.changes.append("delete %s" % version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        self.changes.append("update %s %s" % (from_, to_))


class Script(revision.Revision):
    def __init__(self, entry):
        def upgrade():
            pass

        def downgrade():
            pass

        self.module = types.SimpleNamespace(upgrade=upgrade, downgrade=downgrade)
        super().__init__(
            entry["id"],
            tuple(entry["down"]) or None,
            dependencies=tuple(entry["depends"]) or None,
            branch_labels=tuple(entry["labels"]),
        )


def directory_of(entries):
    directory = object.__new__(base.ScriptDirectory)
    directory.revision_map = revision.RevisionMap(lambda: [Script(entry) for entry in entries])
    for script in set(directory.revision_map._revision_map.values()) - {None}:
        script._normalized_resolved_dependencies = tuple(sorted(script._normalized_resolved_dependencies))
    return directory


def facts(directory):
    scripts = directory.revision_map._revision_map
    ids = [key for key, script in scripts.items() if script is not None and script.revision == key]
    return {
        "heads": list(directory.revision_map.heads),
        "effective_heads": list(directory.revision_map._real_heads),
        "bases": list(directory.revision_map.bases),
        "labels": {key: sorted(scripts[key].branch_labels) for key in ids},
        "requirements": {key: list(scripts[key]._normalized_down_revisions) for key in ids},
        "history": [script.revision for script in directory.walk_revisions()],
    }


def run(steps, rows):
    state = Rows(rows)
    done = []
    for step in steps:
        before = len(state.changes)
        state.update_to_step(step)
        done.append([step.short_log, state.changes[before:]])
    return {"steps": done, "rows": sorted(state.heads)}


def answer(directory, question):
    kind, rows = question["kind"], tuple(question["rows"])
    if kind == "facts":
        return facts(directory)
    if kind == "upgrade":
        return run(directory._upgrade_revs(question["target"], rows), rows)
    if kind == "downgrade":
        return run(directory._downgrade_revs(question["target"], rows), rows)
    if kind == "stamp":
        return run(directory._stamp_revs(tuple(question["target"].split(" ")), rows), rows)
    if kind == "show":
        return {"revisions": [script.revision for script in directory.get_revisions(question["target"])]}
    if kind == "current":
        return {"revisions": sorted(script.revision for script in directory.get_all_current(rows))}
    if kind == "history":
        lower, upper = question["target"].split(":")
        scripts = directory.walk_revisions(base=lower or "base", head=upper or "heads")
        return {"revisions": [script.revision for script in scripts]}
    raise SystemExit("unknown question %r" % kind)


def main():
    directory = None
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if "graph" in question:
                directory = directory_of(question["graph"])
            reply = answer(directory, question)
        except base.util.CommandError as error:
            reply = {"refused": str(error)}
        except Exception as error:  # what reaches a person as a traceback
            reply = {"died": "%s: %s" % (type(error).__name__, error)}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
