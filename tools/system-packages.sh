#!/bin/sh
# The tests need Chromium, LibreOffice Writer, PostgreSQL, Node with npm and a font like Times New Roman; most of those in
# a browser are quicker in Chromium's headless shell. As root on Debian: fetch them.
set -eu
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
command -v soffice >/dev/null || missing="$missing libreoffice-writer"
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
fc-list 2>/dev/null | grep -qiE 'times new roman|liberation serif' || missing="$missing fontconfig fonts-liberation"
install() {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install $missing
    # not every release has this package, nor is every machine on the network: without it all take the whole Chromium
    command -v chromium-headless-shell >/dev/null || install chromium-headless-shell 2>/dev/null || true
elif [ -n "$missing" ]; then
    echo "The tests need:$missing" >&2
    echo "On Debian or Ubuntu: sudo apt install$missing" >&2
    echo "On macOS: brew install --cask chromium libreoffice; brew install poppler node postgresql" >&2
    exit 1
fi
