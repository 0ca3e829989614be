import sys
import time
from keystoneauth1 import session
from keystoneauth1.exceptions import Unauthorized
from keystoneauth1.identity import v2
from novaclient import client
from novaclient.exceptions import NotFound


def connect(password):
    auth = v2.Password("https://identity.api.rackspacecloud.com/v2.0", username="mock", password=password, tenant_name="123456")
    return client.Client("2", session=session.Session(auth=auth), region_name="ORD")


nova = connect("s3cret")
servers = nova.servers.list()
print("list", servers[0].name)
server = nova.servers.find(name="novaclient")
status = None
while status != "DEPLOYED":
    now = nova.servers.get(server.id).metadata["rackconnect_automation_status"]
    if now != status:
        print("status", now)
    status = now
    time.sleep(0.2)
print("reason", nova.servers.find(name="bad").metadata["rackconnect_unprocessable_reason"])
try:
    connect("no").servers.list()
except Unauthorized as e:
    print("wrong", e.http_status)
try:
    nova.servers.get("00000000-0000-0000-0000-000000000000")
except NotFound as e:
    print("missing", e.code)
