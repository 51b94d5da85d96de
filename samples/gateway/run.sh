#!/usr/bin/env bash
# A page, an API, an issuer and the gateway between them, until Ctrl+C. Then open http://127.0.0.1:5002 in a browser.
#   samples/gateway/run.sh                    following notes needs npm, for SignalR's client
# ISSUER_PORT, API_PORT, PAGE_PORT and GATEWAY_PORT change the ports; AUTHZ and SAMPLE run binaries that are already built; SIGNALR is a
# signalr.min.js that is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
issuer_port=${ISSUER_PORT:-5005}
api_port=${API_PORT:-5001}
page_port=${PAGE_PORT:-5002}
gateway_port=${GATEWAY_PORT:-8080}
artifacts=$here/../../artifacts/bin
work=$(mktemp -d)
pids=()

stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 0' INT TERM

if [ -z "${AUTHZ:-}" ]; then
    dotnet build -c Release -v quiet -nologo "$here/../../src/Authz.Server"
    AUTHZ="dotnet $artifacts/Authz.Server/release/Authz.Server.dll"
fi
if [ -z "${SAMPLE:-}" ]; then
    dotnet build -c Release -v quiet -nologo "$here"
    SAMPLE="dotnet $artifacts/GatewaySample/release/GatewaySample.dll"
fi

if [ -z "${SIGNALR:-}" ] && command -v npm >/dev/null \
    && npm install --prefix "$work" --no-audit --no-fund --ignore-scripts --silent @microsoft/signalr@10.0.0; then
    SIGNALR=$work/node_modules/@microsoft/signalr/dist/browser/signalr.min.js
fi

sed -e "s/:5005/:$issuer_port/" -e "s/:5001/:$api_port/" -e "s/:5002/:$page_port/" "$here/authz.yaml" > "$work/authz.yaml"
$AUTHZ issuer --listen "http://127.0.0.1:$issuer_port" &
pids+=("$!")
$SAMPLE api --urls "http://127.0.0.1:$api_port" &
pids+=("$!")
$SAMPLE page --urls "http://127.0.0.1:$page_port" \
    --issuer "http://127.0.0.1:$issuer_port" --gateway "http://127.0.0.1:$gateway_port" --signalr "${SIGNALR:-}" &
pids+=("$!")

# The gateway fetches the issuer's keys when it starts.
wait_for() { curl -s -o /dev/null --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$1/"; }
wait_for "$issuer_port"
$AUTHZ serve "$work/authz.yaml" --listen "http://127.0.0.1:$gateway_port" &
pids+=("$!")
for port in "$api_port" "$page_port" "$gateway_port"; do
    wait_for "$port"
done

echo "Ready: open http://127.0.0.1:$page_port"
wait
