#!/usr/bin/env bash
# Whole HTTP requests: the same endpoint without authorization, with Authz in both forms, with a scheme that verifies nothing, and with
# JwtBearer. All servers run at once on one core and are asked in turn from another, so that the machine's moods meet them alike; several
# of each, because one process of the same program is compiled and laid out better than the next.
# Writes what is kept of the throughput into benchmarks/results/http.jsonl.
#   benchmarks/http/run.sh [ROUNDS] [SECONDS] [PROCESSES]      needs wrk and taskset; two cores to themselves
set -euo pipefail

rounds=${1:-15}
seconds=${2:-1}
processes=${3:-3}
server_core=0
client_core=1
modes=(open middleware constant handler jwtbearer)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
pids=()

stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT

for tool in wrk taskset; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed." >&2; exit 2; }
done

dotnet build -c Release "$here/HttpBenchmark.csproj" -v quiet -nologo >&2
binary=$(dotnet msbuild "$here/HttpBenchmark.csproj" -p:Configuration=Release -getProperty:TargetPath)

port=5600
servers=()
declare -A url pid token
for ((process = 1; process <= processes; process++)); do
    for mode in "${modes[@]}"; do
        port=$((port + 1))
        server=$mode-$process
        servers+=("$server")
        url[$server]="http://127.0.0.1:$port"
        DOTNET_gcServer=0 DOTNET_TieredPGO=1 taskset -c $server_core dotnet "$binary" "$mode" "${url[$server]}" >"$work/$server.out" 2>&1 &
        pid[$server]=$!
        pids+=("$!")
    done
done

# Each server has to answer 200 to its own token, and the protected ones 401 to none, before it is measured.
for server in "${servers[@]}"; do
    mode=${server%-*}
    curl -s -o /dev/null --retry 60 --retry-connrefused --retry-delay 1 --max-time 5 "${url[$server]}/none"
    token[$server]=$(head -n 1 "$work/$server.out")
    status=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer ${token[$server]}" "${url[$server]}/pets/7")
    [ "$status" = 200 ] || { echo "$server answered $status to its own token." >&2; exit 1; }
    bare=$(curl -s -o /dev/null -w '%{http_code}' "${url[$server]}/pets/7")
    [ "$mode" = open ] || [ "$mode" = constant ] || [ "$bare" = 401 ] || { echo "$server answered $bare without a token." >&2; exit 1; }
done

# Of both processors: all ticks, and those that the host gave to somebody else.
processor_ticks() { awk '/^cpu / { print $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9, $9 }' /proc/stat; }

cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# Prints: requests per second, CPU microseconds per request, median and 99th percentile in microseconds.
measure() {
    local server=$1 duration=$2 before after
    before=$(cpu_ticks "${pid[$server]}")
    taskset -c $client_core wrk -t1 -c32 -d"${duration}s" --latency -H "Authorization: Bearer ${token[$server]}" "${url[$server]}/pets/7" >"$work/wrk"
    after=$(cpu_ticks "${pid[$server]}")
    if grep -q 'Non-2xx' "$work/wrk"; then
        echo "$server refused requests." >&2
        exit 1
    fi
    awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '
        function microseconds(text) { return text ~ /us$/ ? text + 0 : text ~ /ms$/ ? text * 1000 : text * 1000000 }
        $1 == "50%" { median = microseconds($2) }
        $1 == "99%" { tail = microseconds($2) }
        $2 == "requests" && $3 == "in" { requests = $1 }
        /^Requests\/sec/ { rate = $2 }
        END { printf "%.0f %.2f %.0f %.0f\n", rate, ticks * 1000000 / hertz / requests, median, tail }' "$work/wrk"
}

# On one core the compiler needs this long to be done with what is hot.
for server in "${servers[@]}"; do
    measure "$server" 25 >/dev/null
done
reversed=()
for server in "${servers[@]}"; do
    reversed=("$server" "${reversed[@]}")
done
before=$(processor_ticks)
for ((round = 1; round <= rounds; round++)); do
    order=("${servers[@]}")
    ((round % 2)) || order=("${reversed[@]}")
    for server in "${order[@]}"; do
        measure "$server" "$seconds" >>"$work/$server.results"
    done
done
stolen=$(echo "$before $(processor_ticks)" | awk '{ printf "%.0f", 100 * ($4 - $2) / ($3 - $1) }')

# The middle one of the numbers that come in.
middle() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# The median of one column over all rounds and processes of a mode.
median() { cat "$work/$1"-*.results | awk -v column="$2" '{ print $column }' | middle; }

# The least and the greatest median that one process has in a column.
spread() {
    for ((process = 1; process <= processes; process++)); do
        awk -v column="$2" '{ print $column }' "$work/$1-$process.results" | middle
    done | sort -n | awk 'NR == 1 { least = $1 } END { print least " to " $1 }'
}

echo "$rounds rounds of $seconds s, $processes processes of each; the host took $stolen % of the processors away meanwhile"
printf '%-12s %12s %14s %18s %12s %12s\n' server requests/s "CPU us/request" "of its processes" "median us" "p99 us"
for mode in "${modes[@]}"; do
    printf '%-12s %12s %14s %18s %12s %12s\n' "$mode" "$(median "$mode" 1)" "$(median "$mode" 2)" "$(spread "$mode" 2)" \
        "$(median "$mode" 3)" "$(median "$mode" 4)"
done

# Ratios are taken within each round, of the processes with the same number, then their median: what disturbs a round disturbs both.
ratio() {
    for ((process = 1; process <= processes; process++)); do
        paste -d' ' "$work/$1-$process.results" "$work/$2-$process.results" | awk '{ print $1 / $5 }'
    done | middle | awk '{ printf "%.3f", $1 }'
}

echo
printf 'middleware / open       %s   (P5: at least 0.97)\n' "$(ratio middleware open)"
printf 'handler    / constant   %s   (P5: at least 0.97)\n' "$(ratio handler constant)"
printf 'handler    / jwtbearer  %s   (P5: at least 2.5)\n' "$(ratio handler jwtbearer)"
printf 'jwtbearer  / open       %s\n' "$(ratio jwtbearer open)"

declare -A title=(
    [middleware]="Authz, definition middleware"
    [constant]="a scheme that verifies nothing"
    [handler]="Authz, authentication handler"
    [jwtbearer]="JwtBearer"
)
for mode in middleware constant handler jwtbearer; do
    printf '{"group":"http","name":"%s","value":%s,"unit":"of the requests per second"}\n' "${title[$mode]}" "$(ratio "$mode" open)"
done >"$here/../results/http.jsonl"
