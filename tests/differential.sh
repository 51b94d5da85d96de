#!/usr/bin/env bash
# Compares generated tokens with two other verifiers: tests/differential.sh [TOKENS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
AUTHZ_DIFFERENTIAL_TOKENS="${1:-1000000}" AUTHZ_DIFFERENTIAL_SEED="${2:-1}" \
  dotnet test tests/Authz.Tests -c Release --filter FullyQualifiedName~DifferentialTests --logger "console;verbosity=detailed"
