#!/usr/bin/env bash
# What a decision costs a proxy, in ratios of requests per second, measured in turn in one run:
#   forward auth ÷ an empty endpoint on Kestrel, and ÷ Kestrel without even routing; ext_authz ÷ an empty Grpc.AspNetCore unary call
#   (each at least 0.95), asked with the same octets;
#   nginx with auth_request to authz, to a decider that answers 204 at once, and nginx alone, before one backend.
#   benchmarks/proxies/run.sh [ROUNDS] [SECONDS]        needs wrk, h2load (nghttp2-client), nginx, curl and taskset; two cores to themselves
set -euo pipefail

rounds=${1:-15}
seconds=${2:-2}
server_core=0
client_core=1
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
pids=()
host=127.0.0.1
issuer=$host:5720 backend=$host:5721 forward=$host:5722 check=$host:5723 empty=$host:5724 empty_grpc=$host:5725 accept=$host:5726
nginx_authz=$host:5727 nginx_accept=$host:5728 nginx_alone=$host:5729 endpoint=$host:5730

stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

for tool in wrk h2load nginx curl taskset; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed." >&2; exit 2; }
done

dotnet build -c Release -v quiet -nologo "$root/src/Authz.Server" >&2
dotnet build -c Release -v quiet -nologo "$here" >&2
authz="dotnet $root/artifacts/bin/Authz.Server/release/Authz.Server.dll"
bench="dotnet $root/artifacts/bin/ProxyBenchmark/release/ProxyBenchmark.dll"
cat >"$work/authz.yaml" <<DEFINITION
name: benchmark
authorizers:
  idp: { type: JWT, jwtConfiguration: { issuer: "http://$issuer/", audience: [benchmark] } }
routes:
  GET /guarded: { authorizer: idp, authorizationScopes: [read] }
DEFINITION

start() { # CORE NAME COMMAND...
    local core=$1 name=$2
    shift 2
    DOTNET_gcServer=0 taskset -c "$core" "$@" >"$work/$name.out" 2>&1 &
    pids+=("$!")
}
wait_for() { until curl -s -o /dev/null --max-time 5 "${@:2}" "http://$1/"; do :; done; }

# shellcheck disable=SC2086
{
    start $client_core issuer $authz issuer --listen "http://$issuer"
    wait_for "$issuer"
    start $server_core forward $authz decide "$work/authz.yaml" --forward-auth "http://$forward" --proxy nginx --trusted-proxy $host
    start $server_core check $authz decide "$work/authz.yaml" --ext-authz "http://$check" --trusted-proxy $host
    start $server_core empty $bench http "http://$empty"
    start $server_core endpoint $bench endpoint "http://$endpoint"
    start $server_core empty-grpc $bench grpc "http://$empty_grpc"
    start $server_core accept $bench accept "http://$accept"
    start $client_core backend $bench http "http://$backend"
}
for address in "$forward" "$empty" "$endpoint" "$accept" "$backend"; do wait_for "$address"; done
for address in "$check" "$empty_grpc"; do wait_for "$address" --http2-prior-knowledge; done
# shellcheck disable=SC2086
token=$($authz token --issuer "http://$issuer/" --audience benchmark --scope read --expires-in 12h)
# shellcheck disable=SC2086
$bench question "$token" "$work/question"

# nginx as it is printed, once for each decider; and without one.
print() { # ADDRESS DECIDER
    # shellcheck disable=SC2086
    $authz decide "$work/authz.yaml" --print nginx --upstream "http://$backend" --listen "http://$1" --forward-auth "http://$2" --proxy nginx \
        --trusted-proxy $host | sed 's/^http {/http { access_log off;/; s/keepalive 32;/keepalive 32; keepalive_requests 1000000;/'
}
print "$nginx_authz" "$forward" >"$work/nginx-authz.conf"
print "$nginx_accept" "$accept" >"$work/nginx-accept.conf"
print "$nginx_alone" "$accept" | grep -v 'auth_request\|error_page\|\$authz_' >"$work/nginx-alone.conf"
for name in authz accept alone; do
    mkdir "$work/$name"
    start $server_core "nginx-$name" nginx -p "$work/$name" -c "$work/nginx-$name.conf" \
        -g "daemon off; master_process off; pid $work/$name/pid; error_log stderr error;"
done
for address in "$nginx_authz" "$nginx_accept" "$nginx_alone"; do wait_for "$address"; done

headers=(-H "Authorization: Bearer $token" -H "X-Original-Method: GET" -H "X-Original-URI: /guarded?page=2" -H "X-Original-Host: api.example.com"
    -H "X-Real-IP: 192.0.2.7" -H "Accept: application/json" -H "Accept-Encoding: gzip, br" -H "Accept-Language: en"
    -H "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36")
grpc_path=envoy.service.auth.v3.Authorization/Check

# The subjects have to tell the two apart before they are measured.
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
expect() { [ "$1" = "$2" ] || { echo "$3 answers $1 instead of $2." >&2; exit 1; }; }
expect "$(status "${headers[@]}" "http://$forward/")" 200 "forward auth"
expect "$(status "${headers[@]}" "http://$endpoint/guarded")" 200 "the empty endpoint"
expect "$(status "${headers[@]:2}" "http://$forward/")" 401 "forward auth without a token"
expect "$(status "${headers[@]}" "http://$nginx_authz/guarded")" 200 "nginx"
expect "$(status "http://$nginx_authz/guarded")" 401 "nginx without a token"
expect "$(status "http://$nginx_accept/guarded")" 200 "nginx with a decider that accepts"

http() { taskset -c $client_core wrk -t1 -c16 -d"${seconds}s" "${headers[@]}" "http://$1/guarded?page=2" | awk '/Requests\/sec/ { print $2 }'; }
grpc() {
    taskset -c $client_core h2load -t1 -c4 -m8 -D "$seconds" -d "$work/question" -H "content-type: application/grpc" -H "te: trailers" \
        "http://$1/$grpc_path" | awk '/^finished in/ { print $4 }'
}

# On one core the compiler needs this long to be done with what is hot.
warm_up() { local seconds=25; "$@" >/dev/null; }
for address in "$forward" "$empty" "$endpoint" "$accept"; do warm_up http "$address"; done
for address in "$check" "$empty_grpc"; do warm_up grpc "$address"; done
for address in "$nginx_authz" "$nginx_accept" "$nginx_alone"; do http "$address" >/dev/null; done
for ((round = 0; round < rounds; round++)); do
    echo "$(http "$forward") $(http "$empty") $(grpc "$check") $(grpc "$empty_grpc") $(http "$nginx_authz") $(http "$nginx_accept") $(http "$nginx_alone") $(http "$endpoint")"
done | tee "$work/rounds" >&2

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
column() { awk -v column="$1" '{ print $column }' "$work/rounds" | median; }
ratio() { awk -v over="$1" -v under="$2" '{ printf "%.3f\n", $over / $under }' "$work/rounds" | median; }
echo "forward auth ÷ an empty endpoint: $(ratio 1 8) ($(column 1) of $(column 8) requests/s)"
echo "forward auth ÷ Kestrel without routing: $(ratio 1 2) ($(column 1) of $(column 2) requests/s)"
echo "ext_authz ÷ an empty unary call: $(ratio 3 4) ($(column 3) of $(column 4) requests/s)"
echo "nginx asking authz ÷ nginx asking a decider that answers 204: $(ratio 5 6) ($(column 5) of $(column 6) requests/s)"
echo "nginx asking authz ÷ nginx alone: $(ratio 5 7) ($(column 5) of $(column 7) requests/s)"
