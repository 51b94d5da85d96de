# What the scripts beside this one need beyond the SDK, and how they count. Where a program is missing the script skips and names it; with
# AUTHZ_REQUIRE_ALL=1 it fails instead. Source it from the repository's root.
passed=0

require() {
  local program missing=""
  for program in "$@"; do
    command -v "$program" > /dev/null || missing="$missing $program"
  done
  if [ -n "$missing" ]; then
    if [ "${AUTHZ_REQUIRE_ALL:-}" = 1 ]; then
      echo "$0: needs$missing, and AUTHZ_REQUIRE_ALL is set" >&2
      exit 1
    fi
    echo "$0: skipped, needs$missing"
    exit 0
  fi
}

pass() {
  passed=$((passed + 1))
  echo "passed: $1"
}

fail() {
  echo "failed: $1" >&2
  exit 1
}

report() {
  echo "$(basename "$0"): $passed checks passed"
}
