#!/usr/bin/env bash
# Writes the bills of materials (CycloneDX) of the packages, the program and the image: deploy/release/materials.sh FOLDER PROGRAM DEBIAN_PACKAGES
# PROGRAM is what was published. Needs jq; the tool is pinned in .config/dotnet-tools.json.
set -euo pipefail
out=$(realpath "${1:?}")
program=$(realpath "${2:?}")
debs=$(realpath "${3:?}")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' src/Directory.Build.props)
created=$(date -u -d "@$(git log -1 --format=%ct)" +%Y-%m-%dT%H:%M:%SZ)
dotnet tool restore > /dev/null

# describe PROJECT TYPE: what a project refers to, without what only builds it.
describe() {
  dotnet CycloneDX "src/$1/$1.csproj" -o "$work" -fn "$1.json" -F Json -ns -dpr -ipr -ed --set-nuget-purl \
    -sn "$1" -sv "$version" -st "$2" -biop artifacts/release > "$work/log" || { cat "$work/log" >&2; exit 1; }
  jq --arg created "$created" '.metadata.timestamp = $created' "$work/$1.json"
}

for project in src/*/*.csproj; do
  name=$(basename "$project" .csproj)
  describe "$name" Library > "$out/$name.$version.cdx.json"
done

# The program has the runtime besides, as its own list says.
runtimes=$(jq '[.libraries | keys[] | select(startswith("runtimepack.")) | ltrimstr("runtimepack.") | split("/")
  | { type: "framework", name: .[0], version: .[1], scope: "required", purl: "pkg:nuget/\(.[0])@\(.[1])",
      "bom-ref": "pkg:nuget/\(.[0])@\(.[1])", licenses: [{ license: { id: "MIT" } }] }]' "$program/Authz.Server.deps.json")
[ "$(jq length <<< "$runtimes")" -ge 2 ] || { echo "The program names no runtime." >&2; exit 1; }
describe Authz.Server Application \
  | jq --argjson runtimes "$runtimes" '.components += $runtimes' > "$out/authz-program-$version.cdx.json"

# The image has Debian's packages besides.
for deb in "$debs"/*.deb; do
  dpkg-deb -W --showformat '${Package}\t${Version}\t${Architecture}\n' "$deb" | tr '\n' '\t'
  sha256sum "$deb" | cut -d ' ' -f 1
done | LC_ALL=C sort | jq -R -s 'split("\n") | map(select(length > 0) | split("\t")
  | ("pkg:deb/debian/\(.[0] | @uri)@\(.[1] | @uri)?arch=\(.[2])&distro=debian-12") as $purl
  | { type: "library", name: .[0], version: .[1], scope: "required", purl: $purl, "bom-ref": $purl,
      hashes: [{ alg: "SHA-256", content: .[3] }] })' > "$work/debian.json"
jq --slurpfile debian "$work/debian.json" '.metadata.component."bom-ref" as $program | .components += $debian[0]
  | .metadata.component |= (.name = "authz" | .type = "container" | ."bom-ref" = "authz-image" | del(.purl))
  | .dependencies |= map(if .ref == $program then .ref = "authz-image" else . end)' \
  "$out/authz-program-$version.cdx.json" > "$out/authz-image-$version.cdx.json"
