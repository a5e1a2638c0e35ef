#!/bin/sh
# Starts a process without isolation and writes down how it ended, as bubblewrap does for the others.
# unconfined.sh STATUS INPUT COMMAND...
status=$1
input=$2
shift 2
ulimit -c 0
"$@" <"$input" &
child=$!
echo "{ \"child-pid\": $child }" >"$status"
wait "$child"
code=$?
echo "{ \"exit-code\": $code }" >>"$status"
exit "$code"
