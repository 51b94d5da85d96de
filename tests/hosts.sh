#!/bin/sh
# Sends REQUESTS requests (a hundred thousand if left out) to the library, an ASP.NET Core application, the gateway and a Lambda authorizer,
# which run one definition of twenty conditions: each request has one verdict.
# Usage: tests/hosts.sh [REQUESTS]
set -eu
cd "$(dirname "$0")/.."
AUTHZ_HOST_REQUESTS="${1:-100000}" exec dotnet test tests/Authz.Lambda.Tests -c Release --filter FullyQualifiedName~FourHostsTests \
    --logger "console;verbosity=detailed"
