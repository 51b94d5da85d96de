#!/usr/bin/env bash
# Builds the container image, looks at it with skopeo and buildah, unpacks it with umoci, and runs it as the user that it names, with a
# read-only root: tests/container.sh [LAYOUT]
# LAYOUT is an image that is built already, or its archive. Needs umoci, skopeo, buildah, bwrap, setpriv, jq, curl and openssl.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require umoci skopeo buildah bwrap setpriv jq curl openssl

maximum_bytes=60000000
# Twice what it may take: this may run beside other work.
maximum_milliseconds=600
work=$(mktemp -d)
chmod 755 "$work"
pids=()
stop() {
  for pid in "${pids[@]}"; do
    kill "$pid" 2> /dev/null || true
  done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT

layout=${1:-$work/layout}
if [ -f "$layout" ]; then
  mkdir "$work/layout"
  tar -x -f "$layout" -C "$work/layout"
  layout=$work/layout
elif [ -z "${1:-}" ]; then
  deploy/container/build.sh "$layout"
fi
image=$layout:$(jq -r '.manifests[0].annotations["org.opencontainers.image.ref.name"]' "$layout/index.json")

# As an image.
manifest=$(skopeo inspect --raw "oci:$image") || fail "skopeo does not read the image"
config=$(skopeo inspect --config "oci:$image")
bytes=$(jq "[.layers[].size] | add" <<< "$manifest")
[ "$bytes" -le "$maximum_bytes" ] || fail "the compressed layers have $bytes bytes"
pass "skopeo reads the image: $bytes bytes in $(jq ".layers | length" <<< "$manifest") compressed layers"

user=$(jq -r .config.User <<< "$config")
[[ $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "the image's user is '$user'"
pass "it names a user by number, who is not root: $user"

# It names an image after its path, and takes no capitals in a name.
cd "$(dirname "$layout")"
from=$(buildah --storage-driver vfs --root "$work/buildah" --runroot "$work/buildah-run" from --quiet "oci:${image##*/}" 2> "$work/said") \
  || fail "buildah does not take the image: $(cat "$work/said")"
cd - > /dev/null
pass "buildah takes the image: $from"

umoci unpack --image "$image" "$work/bundle" > /dev/null 2>&1 || fail "umoci does not unpack the image"
chmod 755 "$work/bundle"
root=$work/bundle/rootfs
privileged=$(find "$root" \( -type f -perm /6000 -o ! -user 0 -o ! -group 0 -o ! -type l -perm -o+w ! -path "$root/tmp" \) -printf '/%P ')
[ -z "$privileged" ] || fail "files that somebody else can change, or that run as another: $privileged"
shells=$(find -L "$root/usr/bin" "$root/usr/sbin" -mindepth 1 ! -name authz -printf '/%P ')
[ -z "$shells" ] || fail "programs beside authz: $shells"
pass "nobody but root can change what is in it, and it has one program"

# As a container: its own files alone, read-only, and the machine's network.
mapfile -t entrypoint < <(jq -r '.config.Entrypoint[]' <<< "$config")
folder=$(jq -r .config.WorkingDir <<< "$config")
environment=()
while IFS='=' read -r name value; do
  environment+=(--setenv "$name" "$value")
done < <(jq -r '.config.Env[]' <<< "$config")
# In a shell of its own.
contain() {
  local mounts=()
  while [ "$1" != -- ]; do
    mounts+=(--ro-bind "$1" "$2")
    shift 2
  done
  shift
  exec setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups -- \
    bwrap --unshare-all --share-net --as-pid-1 --die-with-parent --ro-bind "$root" / --proc /proc --dev /dev "${mounts[@]}" \
    --chdir "$folder" --clearenv "${environment[@]}" -- "${entrypoint[@]}" "$@"
}

version=$(contain -- --version 2>&1) || fail "it does not run: $version"
grep -q '^signatures: .' <<< "$version" || fail "it cannot check signatures: $version"
pass "it runs as $user: $(tr '\n' ' ' <<< "$version")"

said=$(contain -- demo --once 2>&1) || fail "its answers are not the expected ones: $said"
pass "issuer, backend and gateway in it decide as expected"

# With a key set from a file.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/key.pem" 2> /dev/null
mkdir "$work/etc"
openssl pkey -in "$work/key.pem" -pubout -out "$work/etc/keys.pem"
cat > "$work/etc/authz.yaml" << 'END'
name: pets
authorizers:
  idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [pets-api], jwksFile: keys.pem } }
routes:
  GET /pets: { authorizer: idp }
  GET /health: { authorizationType: NONE }
END
chmod -R go=rX "$work/etc"

free_port() {
  # Bash cannot ask for a free port; a taken one answers.
  local port
  while port=$((20000 + RANDOM % 12000)) && (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

# Starts a command and waits until its health port says that it is ready; sets pid, and ready to the milliseconds.
await() {
  local health=$1 began now
  shift
  began=$(date +%s%3N)
  "$@" > "$work/output" 2>&1 &
  pid=$!
  pids+=("$pid")
  until answers_ready "$health"; do
    kill -0 "$pid" 2> /dev/null || fail "it ends: $(cat "$work/output")"
    now=$(date +%s%3N)
    [ $((now - began)) -lt 60000 ] || fail "it is not ready after a minute: $(cat "$work/output")"
  done
  ready=$(($(date +%s%3N) - began))
}

answers_ready() {
  local line
  exec 3<> "/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  read -r line <&3 || true
  exec 3>&-
  [[ $line == *" 200 "* ]]
} 2> /dev/null

# Ends the program, process 1 of its container.
end() {
  local status=0
  kill -TERM "$(pgrep -P "$pid")"
  wait "$pid" || status=$?
  [ "$status" -eq 0 ] || fail "it ends with $status on SIGTERM: $(cat "$work/output")"
}

# As the chart runs it, at other ports.
run_chart() {
  port=$(free_port)
  health=$(free_port)
  local arguments
  mapfile -t arguments < <(sed -n '/^ *args:/,/^ *securityContext:/s/^ *- //p' "tests/helm/$1.golden.yaml" | tr -d '"' \
    | sed "s/:\(8080\|9002\)$/:$port/; s/:8081$/:$health/; s/:8082$/:$(free_port)/; s:http\://pets\:5001:http\://127.0.0.1\:9:")
  await "$health" contain "$work/etc" /etc/authz -- "${arguments[@]}"
}

fastest=60000
for _ in 1 2 3 4 5; do
  run_chart serve
  [ "$ready" -ge "$fastest" ] || fastest=$ready
  open=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/health")
  closed=$(curl -s "http://127.0.0.1:$port/pets")
  [ "$open" = 503 ] && [ "$closed" = '{"message":"Unauthorized"}' ] || fail "serve answers $open and $closed"
  end
done
pass "serve is ready after $fastest ms, and refuses a request without a token"
[ "$fastest" -le "$maximum_milliseconds" ] || [ "${AUTHZ_REQUIRE_ALL:-}" != 1 ] || fail "serve needs more than $maximum_milliseconds ms"
run_chart decide
end
pass "decide runs as in the chart"

port=$(free_port)
health=$(free_port)
await "$health" contain "$work/etc" /etc/authz -- decide /etc/authz/authz.yaml --forward-auth "http://0.0.0.0:$port" --proxy traefik \
  --trusted-proxy 127.0.0.1 --health "http://0.0.0.0:$health"
status=$(curl -s -o /dev/null -w '%{http_code}' -H 'X-Forwarded-Method: GET' -H 'X-Forwarded-Uri: /pets' -H 'X-Forwarded-Host: h' \
  -H 'X-Forwarded-For: 192.0.2.1' -H 'X-Forwarded-Proto: http' "http://127.0.0.1:$port/")
[ "$status" = 401 ] || fail "decide answers $status"
end
pass "decide runs, and refuses a request without a token"
report
