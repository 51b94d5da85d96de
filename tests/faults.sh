#!/usr/bin/env bash
# Random faults of the gateway's files under load, with a full disk for its output: tests/faults.sh [MINUTES] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
AUTHZ_FAULT_SECONDS="$((${1:-10} * 60))" AUTHZ_FAULT_SEED="${2:-1}" \
  dotnet test tests/Authz.Server.Tests -c Release --filter FullyQualifiedName~FaultRunTests
cat artifacts/bin/Authz.Server.Tests/release/fault-run.txt
