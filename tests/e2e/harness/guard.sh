#!/usr/bin/env bash
# Clears up after a test, however it ended. Reads lines until the test is gone, for then its end of the pipe closes:
#   group PID     a process group that must not outlive the test
#   done PID      it ended by itself
#   folder PATH   a folder that must not outlive the test
set -u
trap '' INT TERM HUP

declare -A groups=()
folders=()
left=()
while read -r what which; do
    case $what in
        group) groups[$which]=1 ;;
        done) unset "groups[$which]" ;;
        folder) folders+=("$which") ;;
    esac
done
# some clear up after themselves; those that have not after a while never will
for group in "${!groups[@]}"; do kill -TERM -- "-$group" 2>/dev/null; done
for _ in $(seq 50); do
    left=()
    for group in "${!groups[@]}"; do kill -0 -- "-$group" 2>/dev/null && left+=("$group"); done
    if [ "${#left[@]}" -eq 0 ]; then break; fi
    sleep 0.1
done
for group in "${left[@]}"; do kill -KILL -- "-$group" 2>/dev/null; done
# what is being killed may still write for a moment
for _ in 1 2 3; do
    if [ "${#folders[@]}" -eq 0 ] || rm -rf -- "${folders[@]}" 2>/dev/null; then break; fi
    sleep 0.2
done
