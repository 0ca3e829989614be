# python.py URL [LOCAL_ADDRESS]
import functools
import http.client
import sys
import urllib.request


class FromAddress(urllib.request.HTTPSHandler):
    """urllib as ever, but for the address it asks from."""

    def https_open(self, request):
        connection = functools.partial(http.client.HTTPSConnection, source_address=(sys.argv[2], 0))
        return self.do_open(connection, request)


if len(sys.argv) > 2:
    urllib.request.install_opener(urllib.request.build_opener(FromAddress()))
with urllib.request.urlopen(sys.argv[1]) as answer:
    sys.stdout.write(answer.read().decode())
