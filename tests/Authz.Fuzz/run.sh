#!/usr/bin/env bash
# Fuzzes one target: tests/Authz.Fuzz/run.sh TARGET MINUTES. Needs AFL++ (apt-get install afl++).
# Fails where a found input throws, or takes longer than 10 ms (a definition: 250 ms) in the fastest of five replays: AFL++'s own limit is
# for a busy machine.
set -euo pipefail
target="$1"
minutes="$2"
cd "$(dirname "$0")/../.."
out="artifacts/fuzz"
found="$out/found/$target"
dotnet build tests/Authz.Fuzz -c Release
rm -rf "$out/bin" && mkdir -p "$out"
cp -r artifacts/bin/Authz.Fuzz/release "$out/bin"
for assembly in Authz Authz.Import; do
  dotnet artifacts/bin/Authz.Fuzz/release/Authz.Fuzz.dll instrument "$out/bin/$assembly.dll"
done
mkdir -p "$out/input/$target" "$out/found"
cp tests/Authz.Fuzz/seeds/"$target"/* "$out/input/$target/"
find tests/Authz.Fuzz/findings -name "$target-*" -exec cp {} "$out/input/$target/" \;

# AFL++ refuses a folder with more than 25 minutes of work in it.
if [[ -e "$found" ]]; then
  mv "$found" "$found-until-$(date +%Y%m%dT%H%M%S)"
fi

# AFL++ looks for instrumentation in a native binary and for a certain core pattern; neither applies here.
# On a busy machine the runtime may take its time to start.
export AFL_FORKSRV_INIT_TMOUT=120000
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
afl-fuzz -V "$((minutes * 60))" -t 5000 -m none -i "$out/input/$target" -o "$found" "$(command -v dotnet)" "$out/bin/Authz.Fuzz.dll" "$target"
grep -E "execs_done|saved_crashes|saved_hangs|edges_found|corpus_count" "$found/default/fuzzer_stats"

shopt -s nullglob
inputs=("$found"/default/{queue,crashes,hangs}/id*)
status=0
dotnet artifacts/bin/Authz.Fuzz/release/Authz.Fuzz.dll replay "$target" "${inputs[@]}" > "$found/replay.txt" || status=$?
echo "${#inputs[@]} inputs replayed, exit code $status; the slowest:"
sort -rn "$found/replay.txt" | sed -n 1,3p
exit "$status"
