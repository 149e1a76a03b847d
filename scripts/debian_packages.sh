#!/bin/sh
# Install the Debian packages named as arguments, those that are missing; elsewhere only name them.
set -eu

if ! command -v apt-get >/dev/null; then
    echo "This is no Debian: make sure yourself that there is: $*" >&2
    exit 0
fi

missing=""
for package in "$@"; do
    state=$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

install="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root="sudo env"
else
    echo "Some packages are missing, and only root may install them: $install" >&2
    exit 1
fi

echo "$install"
$as_root apt-get update --quiet=2
# shellcheck disable=SC2086 # a command and its arguments
$as_root DEBIAN_FRONTEND=noninteractive $install
