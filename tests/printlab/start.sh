#!/usr/bin/env bash
# A print room of its own for tests: a private CUPS with three queues. Nothing of the system is touched.
#
#   label4x6  a virtual label printer (ippeveprinter, 203 dpi, 4 x 6 in and 100 x 150 mm)
#   bench4x6  a second queue to the same printer
#   raw9100   a raw queue to a port that only listens
#   office    where PRINTLAB_OFFICE is set: a virtual printer of sheets (ippeveprinter, A4)
#
# Says `LAB=FOLDER`, `CUPS_SERVER=HOST:PORT` and `READY` on standard output and stays until its standard input ends
# or it is told to stop; then everything it started is stopped and the folder is gone.
#
#   FOLDER/got/N.pdf, N.env   what reached the virtual printer, in order, and with which attributes
#   FOLDER/got/JAM            while this file is there, a job jams instead of being printed
#   FOLDER/got/SLOW           while this file is there, a job takes as many seconds as stand in it
#   FOLDER/raw/N.bin          what reached the raw port
# Packages: cups cups-client cups-ipp-utils cups-filters dbus poppler-utils
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export PATH="$PATH:/usr/sbin:/sbin"

stop() { printf 'printlab: %s\n' "$*" >&2; exit 1; }
for needed in cupsd lpadmin lpstat ippeveprinter dbus-daemon pdfinfo perl; do
    command -v "$needed" >/dev/null || stop "'$needed' was not found; .ci/install.sh test brings it"
done

# filters run as another user and must be able to pass through, so not below a folder of mode 0700
lab=$(mktemp -d -t printlab.XXXXXX)
chmod 711 "$lab"
mkdir -p "$lab"/{conf,spool/tmp,cache,run,log,ipp,office,got,raw}
chmod 1777 "$lab"/{got,raw,spool/tmp}

pids=()
clear_up() {
    trap - EXIT
    kill "${pids[@]}" 2>/dev/null || true
    for pid in "${pids[@]}"; do
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
        kill -9 "$pid" 2>/dev/null || true
    done
    if [ -n "${PRINTLAB_KEEP:-}" ]; then printf 'printlab: kept %s\n' "$lab" >&2; else rm -rf "$lab"; fi
}
trap clear_up EXIT
trap 'exit 0' INT TERM HUP

# as many different free ports as asked for
free_ports() {
    perl -MIO::Socket::INET -e 'my @held = map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") }
        1 .. shift; print join " ", map { $_->sockport } @held' "$1"
}

started() { # NAME COMMAND…: in the background, with a log of its own
    local name=$1
    shift
    "$@" >"$lab/log/$name.log" 2>&1 </dev/null &
    pids+=($!)
}

waited() { # WHAT COMMAND…: until it succeeds
    local what=$1
    shift
    for _ in $(seq 200); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.05
    done
    tail -n 20 "$lab"/log/*.log >&2 || true
    stop "$what did not start"
}

for file in cups-files.conf cupsd.conf dbus.conf; do sed "s#@LAB@#$lab#g" "$here/$file" >"$lab/$file"; done
cp "$here"/{label,office}-printer.conf "$lab/"
sed "s#@LAB@#$lab#g" "$here/receive.sh" >"$lab/receive.sh"
chmod 755 "$lab/receive.sh"

# ippeveprinter wants a system bus, any
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$lab/run/dbus.sock"
started dbus dbus-daemon --config-file="$lab/dbus.conf" --nofork
waited "the message bus" test -S "$lab/run/dbus.sock"

# a port that was free may be taken a moment later: then once more
for try in 1 2 3; do
    read -r cups_port ipp_port raw_port office_port <<<"$(free_ports 4)"
    sed -i "s#^Listen 127.*#Listen 127.0.0.1:$cups_port#" "$lab/cupsd.conf"
    started raw perl "$here/listen.pl" "$raw_port" "$lab/raw"
    started printer ippeveprinter -p "$ipp_port" -n localhost -r off -d "$lab/ipp" -c "$lab/receive.sh" \
        -a "$lab/label-printer.conf" "Label printer"
    if [ -n "${PRINTLAB_OFFICE:-}" ]; then
        started office ippeveprinter -p "$office_port" -n localhost -r off -d "$lab/office" -c "$lab/receive.sh" \
            -a "$lab/office-printer.conf" "Office printer"
    fi
    started cups cupsd -f -c "$lab/cupsd.conf" -s "$lab/cups-files.conf"
    sleep 0.3
    alive=true
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || alive=false; done
    if $alive; then break; fi
    [ "$try" -lt 3 ] || { tail -n 20 "$lab"/log/*.log >&2; stop "something did not start"; }
    kill "${pids[@]:1}" 2>/dev/null || true
    pids=("${pids[0]}")
done

export CUPS_SERVER=127.0.0.1:$cups_port
waited "CUPS" lpstat -r
for queue in label4x6 bench4x6; do
    waited "queue $queue" lpadmin -p "$queue" -E -v "ipp://localhost:$ipp_port/ipp/print" -m everywhere \
        -L "Packing table" -D "Label printer"
done
if [ -n "${PRINTLAB_OFFICE:-}" ]; then
    waited "queue office" lpadmin -p office -E -v "ipp://localhost:$office_port/ipp/print" -m everywhere \
        -L "Office" -D "Office printer"
fi
lpadmin -d label4x6
lpadmin -p raw9100 -E -v "socket://127.0.0.1:$raw_port" -m raw 2>/dev/null

printf 'LAB=%s\nCUPS_SERVER=%s\nREADY\n' "$lab" "$CUPS_SERVER"
# until whoever started this goes away
while read -r _; do :; done
