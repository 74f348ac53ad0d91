#!/usr/bin/env bash
# Build on the hosting platform: install, then upgrade once without the start-up check.
set -euo pipefail

pip install -r requirements.txt

export FLASK_APP=app
export FLASK_SKIP_DB_INIT=1
flask db upgrade
unset FLASK_SKIP_DB_INIT
