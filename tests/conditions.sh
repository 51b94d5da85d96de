#!/bin/sh
# Judges COUNT drawn conditions, tokens and requests (a million if left out) by the engine and by a second reading of IAM's documentation.
# Usage: tests/conditions.sh [COUNT] [SEED]
set -eu
cd "$(dirname "$0")/.."
AUTHZ_CONDITIONS="${1:-1000000}" AUTHZ_CONDITION_SEED="${2:-1}" exec dotnet test tests/Authz.Tests -c Release \
    --filter FullyQualifiedName~SecondReadingTests.Judges_AsTheSecondReading_AsOftenAsAsked
