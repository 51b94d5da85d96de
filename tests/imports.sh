#!/bin/sh
# Compares the importers with a second reading on many generated files, and exports with what is imported of them:
# tests/imports.sh [COUNT] [SEED]. CI runs 500 readings and 1,000 exports from seed 0.
set -eu
cd "$(dirname "$0")/.."
AUTHZ_IMPORT_CASES="${1:-20000}" AUTHZ_IMPORT_SEED="${2:-0}" \
    dotnet test tests/Authz.Import.Tests -c Release --filter "FullyQualifiedName~SecondReading|FullyQualifiedName~RoundTrip" \
        --logger 'console;verbosity=detailed'
