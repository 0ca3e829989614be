# As the vendor's description shows it: a token, then the metadata of the server.
identity=https://identity.api.rackspacecloud.com/v2.0/tokens
servers=https://ord.servers.api.rackspacecloud.com/v2/123456/servers
login() {
  curl -s "$identity" -X POST -H "Content-Type: application/json" \
    -d "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"mock\",\"apiKey\":\"$1\"}}}"
}
text() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
token=$(login k3y | sed 's/.*"token":{"id":"\([^"]*\)".*/\1/')
get() { curl -s -H "X-Auth-Token: $token" "$@"; }
echo "list $(get "$servers?limit=1" | text name)"
id=$(get "$servers?name=curl" | text id)
status=none
while [ "$status" != DEPLOYED ]; do
  now=$(get "$servers/$id/metadata" | text rackconnect_automation_status)
  [ "$now" = "$status" ] || echo "status $now"
  status=$now
done
bad=$(get "$servers?name=bad" | text id)
echo "reason $(get "$servers/$bad/metadata/rackconnect_unprocessable_reason" | text rackconnect_unprocessable_reason)"
echo "wrong $(login no | sed 's/.*"code":\([0-9]*\).*/\1/')"
echo "missing $(get "$servers/00000000-0000-0000-0000-000000000000" | sed 's/.*"code":\([0-9]*\).*/\1/')"
