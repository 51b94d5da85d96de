#!/usr/bin/env bash
# Holds the systemd unit to its hardening, as systemd-analyze scores it (0 to 10, at most 2), and to systemd's own reading; runs the program
# with no more system calls, files in /proc and capabilities than the unit leaves: tests/systemd.sh [PROGRAM]
# PROGRAM is a release's archive of the program; without it, it is published. Needs systemd-analyze, Debian's python3-seccomp, and root.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require systemd-analyze setpriv unshare curl openssl
/usr/bin/python3 -c 'import seccomp' 2> /dev/null || require python3-seccomp
[ "$(id -u)" -eq 0 ] || require root

unit=deploy/systemd/authz.service
said=$(systemd-analyze security --no-pager --offline=true --threshold=20 "$unit") || fail "the unit is exposed: $(tail -n 1 <<< "$said")"
pass "$(sed -n 's/^→ //p' <<< "$said")"

# The program is not installed here, so another stands for it.
work=$(mktemp -d)
chmod 755 "$work"
pid=
# unshare itself does not end on SIGTERM; its child is the program.
stop() {
  [ -z "$pid" ] || pkill -TERM -P "$pid" || true
  wait
  rm -rf "$work"
}
trap stop EXIT
sed 's:^ExecStart=[^ ]*:ExecStart=/bin/true:' "$unit" > "$work/authz.service"
said=$(systemd-analyze verify --man=no "$work/authz.service" 2>&1) || fail "systemd does not read the unit: $said"
[ -z "$said" ] || fail "systemd warns of the unit: $said"
pass "systemd reads the unit"

if [ -n "${1:-}" ]; then
  tar -x -z -f "$1" -C "$work"
else
  deploy/container/publish.sh "$work/authz"
fi
chmod -R go=rX "$work/authz"
mkdir "$work/etc"
cat > "$work/etc/authz.yaml" << 'END'
name: pets
routes:
  GET /health: { authorizationType: NONE }
END
chmod -R go=rX "$work/etc"
# What the unit says, on other ports: whoever runs this may have the gateway running.
arguments=$(sed -n 's/^ExecStart=[^ ]* //p' "$unit" | sed "s:/etc/authz/:$work/etc/:; s/:8080/:28080/; s/:8081/:28081/")
confine='mount --make-rprivate / && mount -t proc -o subset=pid,hidepid=invisible proc /proc && cd "$1" && shift && exec setpriv "$@"'
# shellcheck disable=SC2086
DOTNET_EnableDiagnostics=0 unshare --mount --pid --fork bash -c "$confine" confine "$work/etc" \
  --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs \
  /usr/bin/python3 "$PWD/tests/systemd/confine.py" "$PWD/$unit" "$work/authz/Authz.Server" $arguments --target http://127.0.0.1:9 \
  > "$work/output" 2>&1 &
pid=$!
for _ in $(seq 600); do
  status=$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:28081/readyz || true)
  [ "$status" != 200 ] && kill -0 "$pid" 2> /dev/null || break
  sleep 0.1
done
[ "$status" = 200 ] && kill -0 "$pid" 2> /dev/null || fail "it does not run with what the unit leaves: $(cat "$work/output")"
pass "it runs with what the unit leaves"
report
