#!/usr/bin/env bash
# The gateway before one backend: the same route with authorizationType NONE and with a JWT authorizer on a remembered token, and YARP alone
# with that one route, asked in turn with the same request, so that the machine's moods meet all alike. Prints requests per second, median
# and 99th percentile of each and the medians of the rounds' ratios (at least 0.95, and 0.90 of YARP).
#   benchmarks/gateway/run.sh [ROUNDS] [SECONDS]        needs wrk, curl and taskset; two cores to themselves
#   benchmarks/gateway/run.sh soak [MINUTES] [RATE]     half load, memory once a minute; needs h2load (Debian's nghttp2-client)
#   benchmarks/gateway/run.sh tools [ROUNDS] [SECONDS]  a call of a tool beside the same POST to a route without tools, 10 KB: CPU time of the
#                                                       gateway for a request, and the median of the rounds' ratios (at most 1.05)
#   benchmarks/gateway/run.sh throttle [SECONDS]        overload: what a throttle admits, and what a 429 costs beside Kestrel alone
set -euo pipefail

server_core=0
client_core=1
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
pids=()
issuer_port=5710
backend_port=5711
gateway_port=5712
gateway=http://127.0.0.1:$gateway_port
kestrel=http://127.0.0.1:5713
yarp=http://127.0.0.1:5714
throttle_rate=200

stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

for tool in wrk curl taskset; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed." >&2; exit 2; }
done

dotnet build -c Release -v quiet -nologo "$root/src/Authz.Server" >&2
dotnet build -c Release -v quiet -nologo "$root/samples/gateway" >&2
authz="dotnet $root/artifacts/bin/Authz.Server/release/Authz.Server.dll"
sample="dotnet $root/artifacts/bin/GatewaySample/release/GatewaySample.dll"
cat >"$work/authz.yaml" <<DEFINITION
name: benchmark
authorizers:
  idp: { type: JWT, jwtConfiguration: { issuer: "http://127.0.0.1:$issuer_port/", audience: [benchmark] } }
routes:
  GET /open: &open { authorizationType: NONE, integration: { type: HTTP_PROXY, uri: "http://127.0.0.1:$backend_port/health" } }
  GET /throttled: *open
  GET /guarded:
    authorizer: idp
    authorizationScopes: [read]
    integration: { type: HTTP_PROXY, uri: "http://127.0.0.1:$backend_port/health" }
  POST /plain: &plain
    authorizer: idp
    authorizationScopes: [read]
    integration: { type: HTTP_PROXY, uri: "http://127.0.0.1:$backend_port/health", integrationMethod: GET }
  POST /tools:
    <<: *plain
    tools: { get_weather: { authorizationScopes: [read] }, set_weather: { allScopes: [admin] } }
stages:
  \$default:
    routeSettings:
      GET /throttled: { throttlingRateLimit: $throttle_rate, throttlingBurstLimit: $throttle_rate }
DEFINITION

start() { # CORE NAME COMMAND...
    local core=$1 name=$2
    shift 2
    DOTNET_gcServer=0 taskset -c "$core" "$@" >"$work/$name.out" 2>&1 &
    pids+=("$!")
}
# shellcheck disable=SC2086
start "$client_core" issuer $authz issuer --listen "http://127.0.0.1:$issuer_port"
# shellcheck disable=SC2086
start "$client_core" backend $sample api --urls "http://127.0.0.1:$backend_port"
wait_for() { curl -s -o /dev/null --retry 60 --retry-connrefused --retry-delay 1 --max-time 5 "$1"; }
wait_for "http://127.0.0.1:$issuer_port/jwks"
wait_for "http://127.0.0.1:$backend_port/health"
# shellcheck disable=SC2086
start "$server_core" gateway $authz serve "$work/authz.yaml" --listen "$gateway"
gateway_pid=${pids[-1]}
wait_for "$gateway/open"
token=$($authz token --issuer "http://127.0.0.1:$issuer_port/" --audience benchmark --scope read --expires-in 12h)
header="Authorization: Bearer $token"

# The gateway has to tell the two apart before it is measured.
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
[ "$(status "$gateway/guarded")" = 401 ] || { echo "The gateway lets requests without a token through." >&2; exit 1; }
[ "$(status -H "$header" "$gateway/guarded")" = 200 ] || { echo "The gateway refuses its own token." >&2; exit 1; }

if [ "${1:-}" = soak ]; then
    minutes=${2:-60}
    rate=${3:-1000}
    command -v h2load >/dev/null || { echo "h2load is not installed." >&2; exit 2; }
    taskset -c $client_core h2load --h1 -c 16 -t 1 -D $((minutes * 60)) --rps $((rate / 16)) -H "$header" "$gateway/guarded" >"$work/soak" 2>&1 &
    load=$!
    pids+=("$load")
    while kill -0 "$load" 2>/dev/null; do
        printf '%s resident %s MiB\n' "$(date +%T)" "$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$gateway_pid/status")"
        timeout 60 tail --pid="$load" -f /dev/null || true
    done
    cat "$work/soak"
    exit 0
fi

cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# Overloads one address. Prints: requests, answers other than 2xx, CPU microseconds per request.
overload() { # PID URL SECONDS
    local before
    before=$(cpu_ticks "$1")
    taskset -c $client_core wrk -t1 -c32 -d"${3}s" "$2" >"$work/wrk"
    awk -v ticks=$(($(cpu_ticks "$1") - before)) -v hertz="$(getconf CLK_TCK)" '
        $2 == "requests" && $3 == "in" { requests = $1 }
        /Non-2xx/ { refused = $NF }
        END { printf "%d %d %.2f\n", requests, refused, ticks * 1000000 / hertz / requests }' "$work/wrk"
}

if [ "${1:-}" = tools ]; then
    rounds=${2:-9}
    seconds=${3:-6}
    lua='wrk.method="POST" local f=io.open("%s") wrk.body=f:read("a") f:close() wrk.headers["Content-Type"]="application/json" wrk.headers["Authorization"]="Bearer %s"\n'
    # shellcheck disable=SC2059
    printf "$lua" "$work/body" "$token" >"$work/post.lua"
    # A call as tools get them, of 10 KB: a long text, or 300 members and a shorter one.
    write_body() { # MEMBERS CHARACTERS
        local members text
        members=$(seq -s, 1 "$1" | sed 's/[0-9]\+/"field&":{"id":&,"name":"value &","on":true}/g')
        text=$(head -c "$2" /dev/zero | tr '\0' x)
        printf '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{%s,"text":"%s"}}}' "$members" "$text" >"$work/body"
    }
    post() { # PATH SECONDS: CPU microseconds for a request
        local before
        before=$(cpu_ticks "$gateway_pid")
        taskset -c $client_core wrk -t1 -c16 -d"${2}s" -s "$work/post.lua" "$gateway$1" >"$work/wrk"
        if grep -q Non-2xx "$work/wrk"; then cat "$work/wrk" >&2; exit 1; fi
        awk -v ticks=$(($(cpu_ticks "$gateway_pid") - before)) -v hertz="$(getconf CLK_TCK)" '
            $2 == "requests" && $3 == "in" { printf "%.2f\n", ticks * 1000000 / hertz / $1 }' "$work/wrk"
    }
    for kind in "2 9700" "60 7000"; do
        # shellcheck disable=SC2086
        write_body $kind
        echo "body of $(wc -c <"$work/body") bytes, ${kind% *} objects among them"
        # On one core the compiler needs this long to be done with what is hot.
        post /plain 25 >/dev/null
        post /tools 25 >/dev/null
        : >"$work/ratios"
        for ((round = 1; round <= rounds; round++)); do
            if ((round % 2)); then
                plain=$(post /plain "$seconds")
                tools=$(post /tools "$seconds")
            else
                tools=$(post /tools "$seconds")
                plain=$(post /plain "$seconds")
            fi
            awk -v a="$plain" -v b="$tools" 'BEGIN { printf "plain %.2f us, tools %.2f us, ratio %.3f\n", a, b, b / a }' | tee -a "$work/ratios"
        done
        awk '{ print $NF }' "$work/ratios" | sort -n | awk '{ a[NR] = $1 } END { printf "median ratio %.3f (lowest %.3f, highest %.3f)\n", a[int((NR + 1) / 2)], a[1], a[NR] }'
    done
    exit 0
fi

if [ "${1:-}" = throttle ]; then
    seconds=${2:-60}
    dotnet build -c Release -v quiet -nologo "$root/benchmarks/http" >&2
    start "$server_core" kestrel dotnet "$root/artifacts/bin/HttpBenchmark/release/HttpBenchmark.dll" refuse "$kestrel"
    kestrel_pid=${pids[-1]}
    until curl -s -o /dev/null --max-time 5 "$kestrel"; do :; done # 429 would have wait_for wait
    for server in "$gateway_pid $gateway/throttled" "$kestrel_pid $kestrel/"; do
        # shellcheck disable=SC2086
        overload $server 20 >/dev/null # warm
    done
    read -r requests refused cost <<<"$(overload "$gateway_pid" "$gateway/throttled" "$seconds")"
    read -r _ _ alone <<<"$(overload "$kestrel_pid" "$kestrel/" "$seconds")"
    awk -v admitted=$((requests - refused)) -v rate=$throttle_rate -v seconds="$seconds" -v refused="$refused" -v cost="$cost" -v alone="$alone" 'BEGIN {
        printf "admitted   %d in %d s, %.3f of the configured rate (0.95 to 1.05); %d answered 429\n", admitted, seconds, admitted / rate / seconds, refused
        printf "a 429      %.2f us of CPU, Kestrel alone %.2f, beyond it %.2f (under 5)\n", cost, alone, cost - alone }'
    exit 0
fi

rounds=${1:-9}
seconds=${2:-10}

dotnet build -c Release -v quiet -nologo "$root/benchmarks/proxies" >&2
start "$server_core" yarp dotnet "$root/artifacts/bin/ProxyBenchmark/release/ProxyBenchmark.dll" yarp "$yarp" "http://127.0.0.1:$backend_port"
wait_for "$yarp/open"
[ "$(status "$yarp/open")" = 200 ] || { echo "YARP does not reach the backend." >&2; exit 1; }
declare -A address=([open]=$gateway/open [guarded]=$gateway/guarded [yarp]=$yarp/open)

# Prints: requests per second, median and 99th percentile in microseconds.
measure() {
    taskset -c $client_core wrk -t1 -c32 -d"${2}s" --latency -H "$header" "${address[$1]}" >"$work/wrk"
    if grep -q 'Non-2xx' "$work/wrk"; then
        echo "$1 refused requests." >&2
        exit 1
    fi
    awk '
        function microseconds(text) { return text ~ /us$/ ? text + 0 : text ~ /ms$/ ? text * 1000 : text * 1000000 }
        $1 == "50%" { median = microseconds($2) }
        $1 == "99%" { tail = microseconds($2) }
        /^Requests\/sec/ { rate = $2 }
        END { printf "%.0f %.0f %.0f\n", rate, median, tail }' "$work/wrk"
}

# On one core the compiler needs this long to be done with what is hot.
for route in open guarded yarp; do
    measure "$route" 25 >/dev/null
done
for ((round = 1; round <= rounds; round++)); do
    # Each goes first every other time.
    order=(open guarded yarp)
    [ $((round % 2)) = 0 ] && order=(yarp guarded open)
    for route in "${order[@]}"; do
        measure "$route" "$seconds" >>"$work/$route.results"
    done
done

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
printf '%-8s %12s %12s %12s\n' route requests/s "median us" "p99 us"
for route in open guarded yarp; do
    printf '%-8s %12s %12s %12s\n' "$route" \
        "$(awk '{ print $1 }' "$work/$route.results" | median)" \
        "$(awk '{ print $2 }' "$work/$route.results" | median)" \
        "$(awk '{ print $3 }' "$work/$route.results" | median)"
done

pairs=$(paste -d' ' "$work/guarded.results" "$work/open.results" "$work/yarp.results")
printf '\nguarded / open   %s of the requests per second (at least 0.95)\n' "$(awk '{ printf "%.3f\n", $1 / $4 }' <<<"$pairs" | median)"
printf 'added            %s us median, %s us 99th percentile\n' \
    "$(awk '{ print $2 - $5 }' <<<"$pairs" | median)" "$(awk '{ print $3 - $6 }' <<<"$pairs" | median)"
printf 'open / YARP      %s of the requests per second (at least 0.90)\n' "$(awk '{ printf "%.3f\n", $4 / $7 }' <<<"$pairs" | median)"
