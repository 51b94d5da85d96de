#!/usr/bin/env bash
# Measures the engine's tests by changing the engine: tests/mutation.sh [ROOM...], such as tests/mutation.sh Claims Scopes; all rooms take
# two hours of two cores. Prints each change that no test saw, and what was seen of each room's; those that change nothing are listed in
# tests/equivalent-mutants.md. Fails where a room is below 90 %. Needs jq.
set -euo pipefail
cd "$(dirname "$0")/Authz.Tests"
rooms=("$@")
[ $# -gt 0 ] || rooms=(Json Tokens Credentials Signatures Verification Claims Scopes Remembering Keys Routes Targets Refusals Decisions)

# Every mutant would wait for tests that take many turns at one question. Leaving tests out can only lower the score.
left_out=(FloodTests 10000Rotations SoundGenerator ManyThreads AgainAndAgain WhoeverRenews CryptographicInputsAreValidated)
# Asked only about what the others did not see.
slow=(AmongMany Arbitrary EveryCharacter EveryCut EveryOtherCharacter ExactArithmetic FrozenProcess LocalKeySource MisbehavingIssuer
  OnlyWhatHasOneReading RouteTableProperty SameCharacters TenThousand ThroughAFlood WhateverArrives WhatThePlatform)

without() { printf '&FullyQualifiedName!~%s' "$@"; }

# stryker REPORT TESTS FILE...: what TESTS see of the mutants in the FILEs.
stryker() {
  local report=$1 tests=$2
  shift 2
  dotnet stryker --config-file ../stryker-config.json --output "StrykerOutput/$report" --test-case-filter "$tests" "${@/#/--mutate=}"
}

# Every mutant that was tried, and whether a test of any report saw it.
tried='[.[].files | to_entries[] | .key as $file | (.value.source | split("\n") | map(length + 1)) as $lines | .value.mutants[]
  | select(.status | IN("Killed", "Timeout", "Survived", "NoCoverage"))
  | def offset: ($lines[:.line - 1] | add // 0) + .column - 1;
    { $file, start: (.location.start | offset), end: (.location.end | offset), line: .location.start.line, replacement,
      mutator: .mutatorName, seen: (.status | IN("Killed", "Timeout")) }]
  | group_by([.file, .start, .end, .mutator, .replacement]) | map(.[0] + { seen: any(.[]; .seen) })'

export AUTHZ_MUTATION=1
dotnet tool restore
rm -rf StrykerOutput

# A room's quick tests see most, each in a second; what they do not see meets the tests of the other rooms and of whole decisions too.
for room in "${rooms[@]}"; do
  stryker "$room" "FullyQualifiedName~Tests.$room.$(without "${left_out[@]}" "${slow[@]}")" "$room/**/*.cs"
done
reports=(StrykerOutput/*/reports/mutation-report.json)
mapfile -t unseen < <(jq -rs "$tried"' | .[] | select(.seen | not) | "\(.file){\(.start)..\(.end)}"' "${reports[@]}")
if [ ${#unseen[@]} -gt 0 ]; then
  tests=$(without "${left_out[@]}")
  stryker all "${tests:1}" "${unseen[@]}"
  reports+=(StrykerOutput/all/reports/mutation-report.json)
fi

jq -rs "$tried"' | (.[] | select(.seen | not) | "\(.file):\(.line): \(.mutator): \(.replacement)"),
  (group_by(.file | split("/")[-2])[] | "\(.[0].file | split("/")[-2]): \(map(select(.seen)) | length) of \(length)")' "${reports[@]}"
jq -es "$tried"' | group_by(.file | split("/")[-2]) | all(.[]; (map(select(.seen)) | length) >= 0.9 * length)' "${reports[@]}" > /dev/null ||
  { echo "A room is below 90 %." >&2; exit 1; }
