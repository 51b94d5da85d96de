#!/usr/bin/env bash
# Compares how mutated bodies of tool calls are read here, by JavaScript and by lenient readers: tests/tools.sh [BODIES] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d tests/Authz.Server.Tests/Attacks/node_modules/oauth4webapi ] ||
  npm ci --prefix tests/Authz.Server.Tests/Attacks --no-audit --no-fund --ignore-scripts
AUTHZ_TOOL_BODIES="${1:-1000000}" AUTHZ_TOOL_SEED="${2:-1}" AUTHZ_REQUIRE_ALL=1 \
  dotnet test tests/Authz.Server.Tests -c Release --filter FullyQualifiedName~ToolDifferentialTests \
  --logger "console;verbosity=detailed"
