#!/usr/bin/env bash
# Requests per second of `authz serve` with and without a fleet, remembered token, medians of alternating rounds:
# benchmarks/fleet.sh [ROUNDS] [SECONDS] [PREFIX...]
# Needs redis-server, nginx and wrk. PREFIX is put before the measurement, such as a command that waits for a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds="${1:-5}" seconds="${2:-10}"
shift $(($# < 2 ? $# : 2))
program="dotnet artifacts/bin/Authz.Server/release/Authz.Server.dll"
dir="$(mktemp -d)"
pids=()
# Only what was started here.
trap 'kill "${pids[@]}" 2> /dev/null || true; rm -rf "$dir"' EXIT
run() { "$@" > "$dir/log.${#pids[@]}" 2>&1 & pids+=($!); }
answers() { for _ in $(seq 200); do if curl -s -o /dev/null "$1"; then return; fi; sleep 0.1; done; echo "$1 does not answer" >&2; exit 1; }

openssl rand -base64 48 > "$dir/secret"
cat > "$dir/nginx.conf" <<NGINX
daemon off; pid $dir/nginx.pid; error_log $dir/nginx.log; events {} worker_processes 1;
http { access_log off; server { listen 127.0.0.1:7481; location / { return 200 "good"; } } }
NGINX
define() {
  echo '{ "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "http://127.0.0.1:7482/", "audience": ["pets"] }'"$1"' } },
    "routes": { "GET /pets": { "authorizer": "idp" } } }'
}
define "" > "$dir/alone.json"
define ', "revocation": {}' > "$dir/fleet.json"
run redis-server --port 7483 --save "" --bind 127.0.0.1
run nginx -c "$dir/nginx.conf"
# shellcheck disable=SC2086
run $program issuer --listen http://127.0.0.1:7482
answers http://127.0.0.1:7482/
# shellcheck disable=SC2086
run $program serve "$dir/alone.json" --listen http://127.0.0.1:7484 --target http://127.0.0.1:7481
# shellcheck disable=SC2086
run $program serve "$dir/fleet.json" --listen http://127.0.0.1:7485 --target http://127.0.0.1:7481 --redis redis://127.0.0.1:7483 --fleet-secret "$dir/secret"
token="$($program token --issuer http://127.0.0.1:7482 --audience pets --expires-in 1h)"
for port in 7484 7485; do
  answers "http://127.0.0.1:$port/"
  for _ in $(seq 300); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "http://127.0.0.1:$port/pets")" = 200 ] && break
    sleep 0.1
  done
done
cat > "$dir/measure" <<MEASURE
#!/usr/bin/env bash
rate() { wrk -t1 -c32 -d"\$2" -H "Authorization: Bearer $token" "http://127.0.0.1:\$1/pets" | awk '/Requests\/sec/ { print \$2 } /Non-2xx/ { print "refused" > "/dev/stderr" }'; }
rate 7484 3s > /dev/null; rate 7485 3s > /dev/null
for round in \$(seq $rounds); do echo "alone \$(rate 7484 ${seconds}s)"; echo "fleet \$(rate 7485 ${seconds}s)"; done
MEASURE
chmod +x "$dir/measure"
"$@" "$dir/measure" | tee "$dir/rates"
median() { grep "^$1" "$dir/rates" | awk '{ print $2 }' | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
awk -v a="$(median alone)" -v f="$(median fleet)" 'BEGIN { printf "alone %.0f, in a fleet %.0f requests per second: %.3f\n", a, f, f / a }'
