#!/usr/bin/env bash
# What the virtual printer does with a job: the file is the argument, the job's attributes are in IPP_* variables.
set -u
got=@LAB@/got
number=$(printf '%04d' $(($(find "$got" -name '*.env' | wc -l) + 1)))
if [ ! -e "$got/JAM" ]; then echo "STATE: -media-jam-error" >&2; fi
if [ -e "$got/SLOW" ]; then sleep "$(cat "$got/SLOW")"; fi
if [ -e "$got/JAM" ]; then
    echo "STATE: +media-jam-error" >&2
    echo "ERROR: paper jam" >&2
    sleep 1
    exit 1
fi
pages=$(pdfinfo "$1" 2>/dev/null | awk '/^Pages/ { print $2 }')
cp "$1" "$got/$number.part"
env | grep -E '^(IPP_|CONTENT_TYPE|DOCUMENT_NAME)' | sort >"$got/$number.env"
mv "$got/$number.part" "$got/$number.${CONTENT_TYPE##*/}"
echo "ATTR: job-impressions=${pages:-1} job-impressions-completed=${pages:-1}" >&2
exit 0
