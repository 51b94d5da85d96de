#!/usr/bin/env bash
# Builds everything that a release has into FOLDER: deploy/release/build.sh FOLDER
# The NuGet packages, the image (an archive of its OCI layout), the program for systemd, the Helm chart, a CycloneDX bill of materials for
# each, and the provenance (provenance.sh). Needs what deploy/container/build.sh needs, and jq. The same commit, SDK and Debian packages give
# the same files, bit for bit, in whatever folder it runs; AUTHZ_DEBIAN_PACKAGES is a folder of .deb files to build from.
set -euo pipefail
out=$(realpath -m "${1:?usage: deploy/release/build.sh FOLDER}")
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' src/Directory.Build.props)
debs=${AUTHZ_DEBIAN_PACKAGES:-}
if [ -z "$debs" ]; then
  debs=$work/debs
  deploy/container/download.sh "$debs"
fi
rm -rf "$out"
mkdir -p "$out"

archive() {
  tar -c --format=pax --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime \
    --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u+w,go-w,a+rX "$@"
}

# Analyzers add nothing to the files. A folder of its own for what is built: what other builds left is not packed.
export RunAnalyzers=false
built=$PWD/artifacts/release
mkdir -p "$built"
printf '%s\n' src/*/*.csproj | jq -R -s '{ solution: { path: "../../Authz.sln", projects: split("\n")[:-1] } }' > "$built/packages.slnf"
dotnet pack "$built/packages.slnf" --nologo -v quiet -c Release -p:PackageOutputPath="$out" \
  -p:ContinuousIntegrationBuild=true -p:ArtifactsPath="$built"
for project in src/*/*.csproj; do
  [ -f "$out/$(basename "$project" .csproj).$version.nupkg" ] || { echo "$project is not packed: is it in Authz.sln?" >&2; exit 1; }
done

deploy/container/publish.sh "$work/program"
AUTHZ_DEBIAN_PACKAGES=$debs deploy/container/build.sh "$work/image" "$work/program"
archive -C "$work/image" . > "$out/authz-image-$version.tar"
mkdir "$work/systemd"
cp -r "$work/program" "$work/systemd/authz"
cp deploy/systemd/authz.service LICENSE "$work/systemd/"
archive -C "$work/systemd" . | gzip -n -9 > "$out/authz-program-$version.tar.gz"
archive -C deploy/helm authz | gzip -n -9 > "$out/authz-chart-$version.tgz"

"$here/materials.sh" "$out" "$work/program" "$debs"
"$here/provenance.sh" "$out" "$debs"
echo "$out: $(find "$out" -type f | wc -l) files"
