{{- define "safelight.name" -}}
{{- if contains "safelight" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-safelight" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "safelight.selector" -}}
app.kubernetes.io/name: safelight
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "safelight.labels" -}}
{{ include "safelight.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "safelight.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ include "safelight.name" . }}{{ else }}default{{ end -}}
{{- end }}
