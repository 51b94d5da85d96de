#!/usr/bin/env bash
# Three gateways behind nginx, each restarted in turn, again and again, under load: no request may fail.
#   tests/rolling-restart.sh [REQUESTS] [CONNECTIONS]      needs nginx, curl and h2load (Debian's nghttp2-client)
# AUTHZ runs a binary that is there.
set -euo pipefail
cd "$(dirname "$0")/.."
requests=${1:-1000000} connections=${2:-16}
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require nginx curl h2load

work=$(mktemp -d)
declare -A pids
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

authz=${AUTHZ:-}
if [ -z "$authz" ]; then
  dotnet build -c Release -v q -clp:ErrorsOnly src/Authz.Server
  authz=artifacts/bin/Authz.Server/release/Authz.Server
fi
front=127.0.0.1:5750 backend=127.0.0.1:5751 issuer=127.0.0.1:5752
gateways=(127.0.0.1:5753 127.0.0.1:5754 127.0.0.1:5755)

cat >"$work/authz.yaml" <<DEFINITION
name: rolling
authorizers:
  idp: { type: JWT, jwtConfiguration: { issuer: "http://$issuer/", audience: [rolling] } }
routes:
  GET /pets: { authorizer: idp, integration: { type: HTTP_PROXY, uri: "http://$backend/" } }
DEFINITION

# What a proxy in front needs: another gateway is asked when one has gone. No gateway is ever given up (max_fails=0): three restarts within
# fail_timeout would leave none, and a port that nobody listens on refuses at once.
cat >"$work/nginx.conf" <<NGINX
events { worker_connections 1024; }
http {
  map \$status \$failed { ~^2 0; default 1; }
  log_format failed '\$time_iso8601 \$status \$upstream_status \$upstream_addr \$upstream_response_time';
  access_log off;
  upstream gateways {
$(for gateway in "${gateways[@]}"; do echo "    server $gateway max_fails=0;"; done)
    keepalive 32;
  }
  server {
    listen $front;
    keepalive_requests 100000000;
    access_log $work/failed failed if=\$failed;
    location / {
      proxy_pass http://gateways;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout http_502 http_503;
    }
  }
  server { listen $backend; keepalive_requests 100000000; location / { return 200; } }
}
NGINX

failed() {
  echo "Requests have failed, through $1 restarts. What nginx and the gateways say of the first ones:" >&2
  sort "$work/failed" | uniq -c | sort -k2 | head -n 20 >&2
  head -n 20 "$work/nginx.log" >&2
  grep -h -m 5 . "$work"/127.0.0.1:*.out >&2
  exit 1
}

wait_for() { until curl -s -o /dev/null --max-time 5 "http://$1/"; do :; done; }
start() { # NAME COMMAND...
  local name=$1
  shift
  "$@" >"$work/$name.out" 2>&1 &
  pids[$name]=$!
}
serve() { start "$1" "$authz" serve "$work/authz.yaml" --listen "http://$1"; }

start issuer "$authz" issuer --listen "http://$issuer"
start nginx nginx -p "$work" -c "$work/nginx.conf" -g "daemon off; pid $work/nginx.pid; error_log $work/nginx.log error;"
wait_for "$issuer"
for gateway in "${gateways[@]}"; do serve "$gateway"; done
for gateway in "${gateways[@]}"; do wait_for "$gateway"; done
token=$("$authz" token --issuer "http://$issuer/" --audience rolling --expires-in 12h)
[ "$(curl -s -o /dev/null -w '%{http_code}' "http://$front/pets")" = 401 ] || { echo "Requests without a token are let through." >&2; exit 1; }

h2load --h1 -n "$requests" -c "$connections" -t 1 -H "Authorization: Bearer $token" "http://$front/pets" >"$work/load" &
load=$!
restarts=0
while kill -0 "$load" 2>/dev/null; do
  for gateway in "${gateways[@]}"; do
    kill -TERM "${pids[$gateway]}"
    wait "${pids[$gateway]}"
    serve "$gateway"
    wait_for "$gateway"
    restarts=$((restarts + 1))
  done
done
wait "$load"
grep -E "^(requests|status codes):" "$work/load"
grep -q "^status codes: $requests 2xx, 0 3xx, 0 4xx, 0 5xx" "$work/load" || failed "$restarts"
echo "$requests requests through $restarts restarts, 0 failed"
