#!/usr/bin/env bash
# What the tests need from outside Python: a Chromium, and PostgreSQL's server programs.
# Installs them where that can be done without asking (root, with apt-get); else says how to get them, and goes on:
# the tests that need them then say why they skip. With CI=true a missing one is a failure.
set -euo pipefail

has_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

has_postgresql() {
    # Debian keeps the server's programs off the PATH.
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

missing() {
    has_browser || echo chromium
    has_postgresql || echo postgresql
}

mapfile -t packages < <(missing)
[ ${#packages[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # Only what was asked for; what apt-get has to say matters only when it fails.
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 ||
        tail -n 20 "$log"
    mapfile -t packages < <(missing)
    [ ${#packages[@]} -eq 0 ] && exit 0
fi

echo "Not found: ${packages[*]}. Install with: sudo apt-get install ${packages[*]} (or brew install ${packages[*]})"
[ "${CI:-}" != true ]
