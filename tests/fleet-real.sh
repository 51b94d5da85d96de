#!/usr/bin/env bash
# Real replicas around real servers, which are killed and filled with rubbish:
# tests/fleet-real.sh [PROCESSES] [FAILOVERS] [ENTRIES] [PROOFS] [SEED]
# Needs redis-server. The figures are in artifacts/fleet/figures.txt. CI runs the default's short form with the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export AUTHZ_REQUIRE_ALL=1
export AUTHZ_FLEET_PROCESSES="${1:-10}" AUTHZ_FLEET_FAILOVERS="${2:-5}" AUTHZ_FLEET_ENTRIES="${3:-100000}" AUTHZ_FLEET_PROOFS="${4:-1000}"
export AUTHZ_FLEET_SEED="${5:-1}" AUTHZ_FLEET_REVOCATIONS=20
rm -f artifacts/fleet/figures.txt
dotnet test tests/Authz.Redis.Tests -c Release --nologo -v q --filter FullyQualifiedName~RealFleetTests || failed=1
cat artifacts/fleet/figures.txt
exit "${failed:-0}"
