#!/usr/bin/env bash
# Compares explanations with decisions on generated requests: tests/agreement.sh [CASES] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
AUTHZ_AGREEMENT_CASES="${1:-1000000}" AUTHZ_AGREEMENT_SEED="${2:-1}" \
  dotnet test tests/Authz.Tests -c Release --filter FullyQualifiedName~AgreementTests --logger "console;verbosity=detailed"
