import time
from libcloud.common.types import InvalidCredsError
from libcloud.compute.providers import get_driver
from libcloud.compute.types import Provider

driver = get_driver(Provider.RACKSPACE)("mock", "k3y", region="ord")
nodes = driver.list_nodes()
print("list", nodes[0].name)
node = [each for each in nodes if each.name == "libcloud"][0]
status = None
while status != "DEPLOYED":
    now = driver.ex_get_metadata(node)["rackconnect_automation_status"]
    if now != status:
        print("status", now)
    status = now
    time.sleep(0.2)
bad = [each for each in nodes if each.name == "bad"][0]
print("reason", driver.ex_get_node_details(bad.id).extra["metadata"]["rackconnect_unprocessable_reason"])
try:
    get_driver(Provider.RACKSPACE)("mock", "no", region="ord").list_nodes()
except InvalidCredsError:
    print("wrong", 401)
print("missing", driver.ex_get_node_details("00000000-0000-0000-0000-000000000000"))
