# Debian packages, by what needs them. Sourced by packaging/run and packaging/test.
# Why each library was chosen: README.md, "Dependencies".
# shellcheck shell=bash disable=SC2034
BUILD_PACKAGES="cmake ninja-build g++ pkg-config qt6-base-dev qt6-svg-dev libqscintilla2-qt6-dev
  libpg-query-dev libprotobuf-c-dev libpq-dev libcli11-dev libtomlplusplus-dev qtkeychain-qt6-dev libfyaml-dev lld"
# The sample project has a revision that its own Python runs.
RUN_PACKAGES="libqt6sql6-psql libqt6svg6 libsecret-1-0 postgresql-15 postgresql-client-15 fonts-inter
  fonts-jetbrains-mono fonts-dejavu-core python3-flask-migrate python3-flask-sqlalchemy python3-psycopg2 python3-dotenv"
TEST_PACKAGES="git python3 python3-alembic python3-flask python3-flask-sqlalchemy python3-flask-migrate
  python3-psycopg2 python3-dotenv python3-yaml clang-format-14 xvfb xauth openbox ccache pgbouncer dbus gnome-keyring
  openssh-server openssh-client"

# install_packages NAME…: installs those that are missing; asks apt for nothing when all are there.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing: ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and sudo is not there: ${missing[*]}" >&2; return 1; }
    root=(sudo)
  fi
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
