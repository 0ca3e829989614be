openstack_() {
  openstack --os-auth-type v2password --os-auth-url https://identity.api.rackspacecloud.com/v2.0 --os-username mock \
    --os-password "${password:-s3cret}" --os-project-name 123456 --os-region-name ORD --os-compute-api-version 2 "$@"
}
property() { openstack_ server show "$1" -f json | sed -n "s/.*\"$2\": \"\([^\"]*\)\".*/\1/p"; }
echo "list $(openstack_ server list -f value -c Name --no-name-lookup | head -n 1)"
status=none
while [ "$status" != DEPLOYED ]; do
  now=$(property openstack rackconnect_automation_status)
  [ "$now" = "$status" ] || echo "status $now"
  status=$now
done
echo "reason $(property bad rackconnect_unprocessable_reason)"
echo "wrong $(password=no openstack_ server list 2>&1 | sed -n 's/.*(HTTP \(401\)).*/\1/p')"
echo "missing $(openstack_ server show 00000000-0000-0000-0000-000000000000 2>&1)"
