#!/bin/sh
# Starts a process without isolation and writes down how it ended, as bubblewrap does for the others.
# unconfined.sh STATUS COMMAND...
status=$1
shift
ulimit -c 0
"$@" </dev/null &
child=$!
echo "{ \"child-pid\": $child }" >"$status"
wait "$child"
code=$?
echo "{ \"exit-code\": $code }" >>"$status"
exit "$code"
