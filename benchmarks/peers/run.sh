#!/usr/bin/env bash
# Measures the same token through every peer, one after the other on one machine, into benchmarks/results/peers.jsonl, and prints a table.
set -euo pipefail
cd "$(dirname "$0")/.."
results=results/peers.jsonl
input=$(mktemp)
trap 'rm -f "$input"' EXIT

dotnet build -c Release --nologo -v quiet Authz.Benchmarks
(cd peers && npm install --no-audit --no-fund --silent)

dotnet run -c Release --no-build --project Authz.Benchmarks -- peers "$input" > "$results"
node peers/peers.mjs "$input" >> "$results"

# Debian's packages golang and golang-github-golang-jwt-jwt-dev.
if command -v go > /dev/null && [ -d /usr/share/gocode/src/github.com/golang-jwt/jwt ]; then
  GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=-p=2 go run peers/golang/main.go "$input" >> "$results"
else
  echo "golang-jwt left out: Debian's packages golang and golang-github-golang-jwt-jwt-dev are not installed." >&2
fi

# Fastest first within each group.
node -e '
  const { readFileSync, writeFileSync } = require("node:fs");
  const lines = readFileSync(process.argv[1], "utf8").trim().split("\n").map(line => JSON.parse(line));
  lines.sort((a, b) => a.group.localeCompare(b.group) || a.value - b.value);
  writeFileSync(process.argv[1], lines.map(line => JSON.stringify(line)).join("\n") + "\n");
  for (const { group, name, value, unit } of lines) console.log(`${group.padEnd(12)} ${name.padEnd(38)} ${value.toFixed(3).padStart(10)} ${unit}`);
' "$results"
