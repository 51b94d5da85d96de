#!/usr/bin/env bash
# Holds the systemd unit to its hardening, as systemd-analyze scores it (0 to 10, at most 2), and to systemd's own reading: tests/systemd.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require systemd-analyze

unit=deploy/systemd/authz.service
said=$(systemd-analyze security --no-pager --offline=true --threshold=20 "$unit") || fail "the unit is exposed: $(tail -n 1 <<< "$said")"
pass "$(sed -n 's/^→ //p' <<< "$said")"

# The program is not installed here, so another stands for it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed 's:^ExecStart=[^ ]*:ExecStart=/bin/true:' "$unit" > "$work/authz.service"
said=$(systemd-analyze verify --man=no "$work/authz.service" 2>&1) || fail "systemd does not read the unit: $said"
[ -z "$said" ] || fail "systemd warns of the unit: $said"
pass "systemd reads the unit"
report
