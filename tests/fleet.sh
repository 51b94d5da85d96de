#!/usr/bin/env bash
# Simulates fleets that share an issuer's keys, each twice with equal counts: tests/fleet.sh [SEED] ["REPLICASxHH:MM …"]
set -euo pipefail
cd "$(dirname "$0")/.."
AUTHZ_FLEET_SEED="${1:-1}" AUTHZ_FLEETS="${2:-1000x24:00 10000x01:00}" AUTHZ_REQUIRE_ALL=1 \
  dotnet test tests/Authz.Tests -c Release --filter FullyQualifiedName~FleetKeysSimulationTests \
  --logger "console;verbosity=detailed"
