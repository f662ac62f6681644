#!/usr/bin/env bash
# Sees to it that what a build (or a test run) needs is there: install.sh build|run|test
# Debian and Ubuntu packages are listed and installed; Rust and Node are only asked for, never installed.
set -euo pipefail

rust_least=1.95.0
node_least=20.19.0

# package:command that it brings, or package:/a/file of it
build=(build-essential:cc pkg-config:pkg-config libwebkit2gtk-4.1-dev:/usr/include/webkitgtk-4.1/webkit2/webkit2.h
    fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc)
run=(xvfb:Xvfb imagemagick:/usr/bin/import dbus:dbus-daemon)
test=(xvfb:Xvfb imagemagick:/usr/bin/import dbus:dbus-run-session gnome-keyring:gnome-keyring-daemon webkit2gtk-driver:WebKitWebDriver
    poppler-utils:pdftotext zbar-tools:zbarimg qpdf:qpdf unzip:unzip
    cups:/usr/sbin/cupsd cups-client:lp cups-ipp-utils:ippeveprinter cups-filters:/usr/lib/cups/filter/pdftopdf)

stop() { printf 'shipdesk: %s\n' "$*" >&2; exit 1; }

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# version NAME COMMAND LEAST WHERE_TO_GET_IT
version() {
    local found
    command -v "$2" >/dev/null || stop "$1 $3 or newer is needed and '$2' was not found; $4"
    found=$("$2" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1) || stop "'$2 --version' says no version; $4"
    at_least "$3" "$found" || stop "$1 $3 or newer is needed, this is $found; $4"
}

missing() {
    local pair
    for pair in "$@"; do
        case ${pair#*:} in
            /*) [ -e "${pair#*:}" ] || printf '%s\n' "${pair%%:*}" ;;
            *) command -v "${pair#*:}" >/dev/null || printf '%s\n' "${pair%%:*}" ;;
        esac
    done
}

# Asked on a terminal only: a machine that builds by itself has nobody to answer.
agreed() {
    local answer
    if [ "${CI:-}" = true ] || [ ! -t 0 ]; then return 0; fi
    read -r -p "Install them now with apt-get? [Y/n] " answer
    case $answer in '' | [Yy]*) return 0 ;; *) return 1 ;; esac
}

apt() {
    local as=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "not root and no sudo; install these as root: $*"
        as=(sudo)
    fi
    "${as[@]}" apt-get update
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=600 "$@"
}

case ${1:-} in
    build) wanted=("${build[@]}") ;;
    run) wanted=("${build[@]}" "${run[@]}") ;;
    test) wanted=("${build[@]}" "${test[@]}") ;;
    *) stop "say what for: install.sh build|run|test" ;;
esac

version Rust rustc "$rust_least" "get it from https://rustup.rs"
version Cargo cargo "$rust_least" "it comes with Rust, see https://rustup.rs"
version Node node "$node_least" "get it from https://nodejs.org"
for part in cargo-clippy cargo-fmt; do
    command -v "$part" >/dev/null || stop "'$part' was not found; run: rustup component add clippy rustfmt"
done

mapfile -t packages < <(missing "${wanted[@]}")
if [ "${#packages[@]}" -eq 0 ]; then exit 0; fi
printf 'Missing: %s\n' "${packages[*]}"
command -v apt-get >/dev/null || stop "no apt-get here; install what your system calls: ${packages[*]}"
agreed || stop "nothing was installed; needed: ${packages[*]}"
apt "${packages[@]}"
mapfile -t packages < <(missing "${wanted[@]}")
[ "${#packages[@]}" -eq 0 ] || stop "still missing after the installation: ${packages[*]}"
