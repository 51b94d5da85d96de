#!/usr/bin/env bash
# Publishes authz with its own runtime, as the image and the systemd unit run it: deploy/container/publish.sh FOLDER [RUNTIME]
set -euo pipefail
folder=$(realpath -m "${1:?usage: deploy/container/publish.sh FOLDER [RUNTIME]}")
runtime=${2:-linux-x64}
cd "$(dirname "$0")/../.."
rm -rf "$folder"
# Analyzers add nothing to the files. A folder of its own for what is built; no path of this machine gets into the files.
export RunAnalyzers=false
dotnet publish src/Authz.Server --nologo -v quiet -r "$runtime" -o "$folder" \
  -p:PublishProfile=container -p:ContinuousIntegrationBuild=true -p:ArtifactsPath="$PWD/artifacts/release"
rm -f "$folder"/*.staticwebassets.endpoints.json
dotnet run --file deploy/container/Manifest.cs -- "$folder/Authz.Server.deps.json"
