#!/bin/sh
# Judges COUNT drawn conditions, tokens and requests (a million if left out) by the engine, by a second reading of IAM's documentation, and,
# translated, by Cedar (npm's @cedar-policy/cedar-wasm), which has words for a part of them. Needs node.
# Usage: tests/conditions.sh [COUNT] [SEED]
set -eu
cd "$(dirname "$0")/.."
[ -d tests/Authz.Tests/Conditions/Cedar/node_modules ] ||
    npm ci --prefix tests/Authz.Tests/Conditions/Cedar --no-audit --no-fund --ignore-scripts
AUTHZ_CONDITIONS="${1:-1000000}" AUTHZ_CONDITION_SEED="${2:-1}" exec dotnet test tests/Authz.Tests -c Release \
    --filter FullyQualifiedName~AsOftenAsAsked --logger "console;verbosity=detailed"
