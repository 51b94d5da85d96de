#!/bin/sh
# Compares the importers with a second reading on many generated files: tests/imports.sh [COUNT] [SEED]. CI runs 500 from seed 0.
set -eu
cd "$(dirname "$0")/.."
AUTHZ_IMPORT_CASES="${1:-20000}" AUTHZ_IMPORT_SEED="${2:-0}" \
    dotnet test tests/Authz.Import.Tests -c Release --filter FullyQualifiedName~SecondReading --logger 'console;verbosity=detailed'
