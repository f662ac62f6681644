#!/usr/bin/env bash
# Opens the window in a folder of its own below target/. Without a display it brings up a virtual one and takes a
# picture; where nobody sits at a terminal it ends after that.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${SHIPDESK_DATA_DIR:-$PWD/target/run/shipdesk}
program=target/debug/shipdesk
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" --data-dir "$folder"
fi

mkdir -p "$(dirname "$folder")"
# Xvfb looks for a number that is free and says which once it is ready
said=$(dirname "$folder")/display
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$said" >/dev/null 2>&1 &
display=$!
trap 'kill "${window:-$display}" "$display" 2>/dev/null || true' EXIT
until [ -s "$said" ]; do kill -0 "$display"; sleep 0.1; done
number=$(cat "$said")
DISPLAY=:$number "$program" --data-dir "$folder" >/dev/null 2>&1 &
window=$!

picture=$PWD/target/run/window.png
# painted once a picture has more than a handful of colours
for _ in $(seq 1 100); do
    sleep 0.3
    kill -0 "$window" 2>/dev/null || { echo "shipdesk: the window did not open; see $program --data-dir $folder" >&2; exit 1; }
    /usr/bin/import -display ":$number" -window root "$picture" 2>/dev/null || continue
    colours=$(/usr/bin/identify -format '%k' "$picture")
    if [ "$colours" -gt 100 ]; then break; fi
done
printf 'There is no display, so the window is open on a virtual one, :%s\n' "$number"
printf 'A picture of it: %s\n' "$picture"
if [ -t 0 ]; then
    printf 'It stays open until Ctrl-C.\n'
    wait "$window"
fi
