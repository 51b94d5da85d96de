#!/bin/sh
# Compares PAIRS pairs of drawn definitions (ten thousand if left out), and judges a thousand sampled requests by both of each pair: no
# request may be let in by a change that 'authz diff' calls stricter, or none.
# Usage: tests/diff.sh [PAIRS] [SEED]
set -eu
cd "$(dirname "$0")/.."
AUTHZ_DIFF_PAIRS="${1:-10000}" AUTHZ_DIFF_SEED="${2:-1}" exec dotnet test tests/Authz.Server.Tests -c Release \
    --filter FullyQualifiedName~ConditionDiffTests --logger "console;verbosity=detailed"
