# The builder for OpenStack is a plugin of its own since 1.7.
packer version 2>/dev/null | grep -q '^Packer v1\.[0-6]\.' || exit 0
export CHECKPOINT_DISABLE=1 PACKER_CONFIG_DIR="$PWD"
template=$(dirname "$0")/packer.json
packer build -color=false -var password=no "$template"
packer build -color=false "$template"
