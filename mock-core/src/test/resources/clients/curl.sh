#!/bin/sh
# curl.sh URL [LOCAL_ADDRESS]
exec curl --silent --show-error --fail ${2:+--interface "$2"} "$1"
