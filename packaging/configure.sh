# shellcheck shell=bash
# configure PRESET. A folder built from nothing compiles the sources of a room together; one that was built before
# stays as it is.
configure() {
  local options=()
  [ -e "build/$1/CMakeCache.txt" ] || options=(-DSTILLROOM_UNITY=ON)
  cmake --preset "$1" "${options[@]}" >/dev/null
}
