#!/usr/bin/env bash
# Decides requests at random behind nginx and over gRPC, and compares each answer with the library's. tests/proxies.sh [REQUESTS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
export AUTHZ_PROXY_REQUESTS=${1:-1000000}
export AUTHZ_PROXY_SEED=${2:-1}
export AUTHZ_REQUIRE_ALL=1
echo "$AUTHZ_PROXY_REQUESTS requests through nginx and as many over gRPC, seed $AUTHZ_PROXY_SEED"
dotnet test tests/Authz.Server.Tests -c Release --nologo --filter "FullyQualifiedName~Decide.RealProxies.DifferentialTests" \
  --logger "console;verbosity=normal"
