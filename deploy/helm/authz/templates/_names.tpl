{{- define "authz.name" -}}
{{- if contains .Chart.Name .Release.Name -}}{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{- define "authz.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "authz.labels" -}}
{{ include "authz.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: {{ .Values.mode }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "authz.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{- define "authz.definitionConfigMap" -}}
{{ .Values.definition.configMap | default (printf "%s-definition" (include "authz.name" .)) }}
{{- end }}

{{- define "authz.isGrpc" -}}
{{ if and (eq .Values.mode "decide") (eq .Values.decide.protocol "ext-authz") }}true{{ end }}
{{- end }}

{{- define "authz.port" -}}
{{- if .Values.ports.service }}{{ .Values.ports.service }}
{{- else if eq .Values.mode "serve" }}8080
{{- else if eq .Values.decide.protocol "ext-authz" }}9002
{{- else }}9001
{{- end }}
{{- end }}

{{- define "authz.servicePort" -}}
{{- if .Values.service.port }}{{ .Values.service.port }}
{{- else if eq .Values.mode "serve" }}80
{{- else }}{{ include "authz.port" . }}
{{- end }}
{{- end }}

{{- define "authz.arguments" -}}
{{- $url := printf "http://%s:%s" .Values.listenAddress (include "authz.port" .) -}}
- {{ .Values.mode }}
- /etc/authz/{{ .Values.definition.file }}
{{- if eq .Values.mode "serve" }}
- --listen
- {{ $url | quote }}
{{- with .Values.serve.target }}
- --target
- {{ . | quote }}
{{- end }}
{{- else }}
- --{{ .Values.decide.protocol }}
- {{ $url | quote }}
{{- with .Values.decide.proxy }}
- --proxy
- {{ . }}
{{- end }}
{{- end }}
{{- range .Values.trustedProxies }}
- --trusted-proxy
- {{ . | quote }}
{{- end }}
{{- with .Values.serve.forwardedHeaders }}
- --forwarded-headers
- {{ . }}
{{- end }}
- --health
- "http://{{ .Values.listenAddress }}:{{ .Values.ports.health }}"
- --metrics
- "http://{{ .Values.listenAddress }}:{{ .Values.ports.metrics }}"
- --log-format
- {{ .Values.logFormat }}
{{- with .Values.fleet }}
{{- if .redis }}
- --redis
- {{ .redis | quote }}
- --fleet-secret
- /etc/authz-fleet/fleet-secret
{{- if .redisPassword }}
- --redis-password-file
- /etc/authz-fleet/redis-password
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.extraArguments }}
- {{ . | quote }}
{{- end }}
{{- end }}
