#!/bin/sh
# wget.sh URL [LOCAL_ADDRESS]
exec wget --quiet --tries=1 --output-document=- ${2:+--bind-address="$2"} "$1"
