#!/usr/bin/env bash
# Migrates the sample project with Flask-Migrate into one database and with Stillroom into another,
# to the same revisions, up and down, with rows in the tables, and compares pg_dump of both each time.
#   schema_identity.sh STILLROOM_CLI SOURCE_FOLDER
set -euo pipefail
cli=$1
source_folder=$2
python=/usr/bin/python3
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)

work=$(mktemp -d /tmp/stillroom-sample.XXXXXX)
chmod 755 "$work"
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/run
mkdir "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
cleanup() {
  "$cli" sandbox stop --remove-data --folder "$work/sandbox" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

cp -r "$source_folder/resources/sample-project" "$work/people-core"
cd "$work/people-core"
"$cli" sandbox start --folder "$work/sandbox" >/dev/null 2>&1
url=$("$cli" sandbox url --folder "$work/sandbox")

database_url() { # the sandbox's URL with another database name
  printf '%s\n' "$url" | sed -E "s#^([a-z]+://[^/]*/)[^?]*#\\1$1#"
}
by_flask=$(database_url by_flask)
by_stillroom=$(database_url by_stillroom)
"$bin/psql" -Xqc 'CREATE DATABASE by_flask' "$url"
"$bin/psql" -Xqc 'CREATE DATABASE by_stillroom' "$url"

flask_db() {
  env -u PYTHONPATH DEV_DATABASE_URL="$by_flask" DEV_SESSION_SECRET=x FLASK_APP=app PYTHONDONTWRITEBYTECODE=1 \
    "$python" -m flask db "$@" >"$work/flask.log" 2>&1 || { cat "$work/flask.log"; exit 1; }
}
stillroom() {
  DEV_SESSION_SECRET=x "$cli" --database-url "$by_stillroom" "$@" >"$work/stillroom.log" 2>&1 || { cat "$work/stillroom.log"; exit 1; }
}
dump() { # pg_dump opens and closes its text with a random word since 15.14: not part of the schema
  "$bin/pg_dump" "$1" | grep -vE '^\\(un)?restrict ' >"$2"
}
count=0
compare() {
  dump "$by_flask" "$work/flask.sql"
  dump "$by_stillroom" "$work/stillroom.sql"
  if ! diff -u "$work/flask.sql" "$work/stillroom.sql" >"$work/difference"; then
    echo "The databases differ $1:"
    head -60 "$work/difference"
    exit 1
  fi
  count=$((count + 1))
  echo "identical $1 ($(wc -l <"$work/flask.sql") lines)"
}

flask_db upgrade 8b5e0a47f3c1
stillroom upgrade 8b5e0a47f3c1
compare "at 8b5e0a47f3c1"
for target in "$by_flask" "$by_stillroom"; do
  "$bin/psql" -Xq -v ON_ERROR_STOP=1 -f sample-data.sql "$target"
done
flask_db upgrade
stillroom upgrade
grep -q 'Project Python' "$work/stillroom.log" || { echo "no step was run by the project's Python"; exit 1; }
# created_at and happened_at default to the clock: rows are compared without them
for target in "$by_flask" "$by_stillroom"; do
  "$bin/psql" -Xqc "UPDATE users SET created_at = 'epoch'" "$target"
done
compare "at the head"
flask_db downgrade 8b5e0a47f3c1
stillroom downgrade 8b5e0a47f3c1
compare "after the downgrade of six revisions"
flask_db downgrade c6f3d0812e9a
stillroom downgrade c6f3d0812e9a
compare "at the merge of payroll"
flask_db downgrade base
stillroom downgrade base
compare "at base"
flask_db upgrade heads
stillroom upgrade heads
compare "at the head again"
[ "$count" -eq 6 ]
