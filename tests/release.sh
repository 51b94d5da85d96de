#!/usr/bin/env bash
# Builds a release twice, in folders of different names, compares the two bit for bit, and has deploy/release/verify.sh find what was
# changed: tests/release.sh [FOLDER]
# Leaves the first build in FOLDER, artifacts/release-test by default. What is not committed is not built. Needs umoci, jq and openssl.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require umoci jq openssl apt-get dpkg-deb

folder=$(realpath -m "${1:-artifacts/release-test}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
deploy/container/download.sh "$work/debs"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/private.pem"
openssl pkey -in "$work/private.pem" -pubout -out "$work/public.pem"
openssl genpkey -algorithm ed25519 -out "$work/other.pem"
openssl pkey -in "$work/other.pem" -pubout -out "$work/other-public.pem"

build() {
  git clone --quiet --no-hardlinks . "$work/$1"
  cd "$work/$1"
  AUTHZ_DEBIAN_PACKAGES=$work/debs AUTHZ_SIGNING_KEY=$work/private.pem deploy/release/build.sh "$2"
}

# Two at once would unpack the same files in one place.
dotnet tool restore > /dev/null
# At once, since each of them waits for single compilers.
(build one "$work/first" > "$work/one.log" 2>&1) & one=$!
(build another/place "$work/second" > "$work/another.log" 2>&1) & another=$!
wait "$one" || fail "the first build fails: $(cat "$work/one.log")"
wait "$another" || fail "the second build fails: $(cat "$work/another.log")"

first=$work/first
second=$work/second
rm "$second/provenance.dsse.json"
differing=$(cd "$first" && for file in *; do
  [ "$file" = provenance.dsse.json ] || cmp -s "$file" "$second/$file" || echo "$file"
done)
[ -z "$differing" ] || { cp -r "$second" "$folder.second"; fail "two builds differ in $(tr '\n' ' ' <<< "$differing")"; }
count=$(find "$second" -type f | wc -l)
[ "$count" -eq $(($(find "$first" -type f | wc -l) - 1)) ] && [ "$count" -gt 20 ] || fail "the builds have different files"
pass "two builds in different folders have the same $count files, bit for bit"

for file in "$first"/*.cdx.json; do
  jq -e '.bomFormat == "CycloneDX" and (.metadata.component.name | length > 0) and (.components | length > 0)
    and ([.components[]? | select((.purl // "") == "" or (.version // "") == "")] | length == 0)
    and ([.components[]?."bom-ref"] | length == (unique | length))
    and ([.dependencies[]?.ref] - [.metadata.component."bom-ref", .components[]."bom-ref"] | length == 0)' "$file" > /dev/null \
    || fail "$(basename "$file") names something without a version"
done
bill=$(find "$first" -name 'authz-image-*.cdx.json')
for name in $(cat deploy/container/debian-packages) Microsoft.NETCore.App.Runtime.linux-x64 libsodium; do
  jq -e --arg name "$name" 'any(.components[]; .name == $name)' "$bill" > /dev/null || fail "the image's bill lacks $name"
done
tar -x -z -O -f "$first"/authz-program-*.tar.gz ./authz/Authz.Server.deps.json > "$work/loaded.json"
lacking=$(jq -r --slurpfile bill "$bill" '[.libraries | to_entries[] | select(.value.type == "package") | .key]
  - [$bill[0].components[] | .name + "/" + .version] | join(", ")' "$work/loaded.json")
[ -z "$lacking" ] || fail "the image's bill lacks what the program loads: $lacking"
pass "bills of materials name what is in the packages and the image"

verify() { deploy/release/verify.sh "$first" "${@:-$work/public.pem}" 2>&1; }
said=$(verify) || fail "the release is refused: $said"
pass "verified: $said"
[[ $(deploy/release/verify.sh "$second") == *"signature not checked" ]] || fail "says nothing of a signature that it has not checked"

finds() {
  local what=$1 why=$2 said
  shift 2
  if said=$(verify "$@"); then
    fail "$what is not found"
  fi
  case $said in
    *"refused: $why"*) pass "finds $what" ;;
    *) fail "$what is refused for another reason: $said" ;;
  esac
}

chart=$(find "$first" -name 'authz-chart-*')
statement=$first/provenance.intoto.json
envelope=$first/provenance.dsse.json
cp "$statement" "$work/statement"
cp "$envelope" "$work/envelope"
finds "another key" "the signature is not of this key" "$work/other-public.pem"
cp "$chart" "$work/chart"
printf x >> "$chart"
finds "a changed file" "a file is not the one that was built"
mv "$chart" "$first/renamed.tgz"
finds "a renamed file" "authz-chart-"
rm "$first/renamed.tgz"
finds "a missing file" "authz-chart-"
cp "$work/chart" "$chart"
touch "$first/extra"
finds "an extra file" "extra is named or there"
rm "$first/extra"
sed -i 's/"gitCommit": "./"gitCommit": "x/' "$statement"
finds "a changed statement" "another statement was signed"
jq --arg payload "$(base64 -w 0 "$statement")" '.payload = $payload' "$work/envelope" > "$envelope"
finds "a changed statement in its envelope" "the signature is not of this key"
rm "$envelope"
finds "a statement that is not signed" "the statement is not signed"
cp "$work/statement" "$statement"
cp "$work/envelope" "$envelope"
verify > /dev/null || fail "the release is refused"

rm -rf "$folder" "$folder.second"
mkdir -p "$(dirname "$folder")"
cp -r "$first" "$folder"
report
