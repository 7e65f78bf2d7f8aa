#!/bin/sh
# Brings Chromium for the browser tests, where there is none and we may install it; else says how to get it.
# The names are those that tests/desk/browser/chromium.py looks for.
set -eu

for name in ${MARSAD_CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done

get() {
    echo "No Chromium here: installing Debian's for the tests of the desk."
    "$@" apt-get -qq update && "$@" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium
}

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then get && exit 0; fi
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then get sudo && exit 0; fi
fi
cat >&2 <<'END'
No Chromium here, so the desk is not tested in a browser. Install one, then run make test again:
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  elsewhere:       install Chromium or Chrome, and name its program in MARSAD_CHROMIUM
END
