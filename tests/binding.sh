#!/usr/bin/env bash
# Compares mutated DPoP proofs with oauth4webapi's own validation: tests/binding.sh [PROOFS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d tests/Authz.Server.Tests/Attacks/node_modules/oauth4webapi ] ||
  npm ci --prefix tests/Authz.Server.Tests/Attacks --no-audit --no-fund --ignore-scripts
AUTHZ_BINDING_PROOFS="${1:-100000}" AUTHZ_BINDING_SEED="${2:-1}" AUTHZ_REQUIRE_ALL=1 \
  dotnet test tests/Authz.Server.Tests -c Release --filter FullyQualifiedName~ProofDifferentialTests \
  --logger "console;verbosity=detailed"
