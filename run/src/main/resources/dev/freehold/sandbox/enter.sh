#!/bin/sh
# Enters a sandbox: opens what Java can't hand on, joins the control groups, becomes the command.
# enter.sh STATUS FILTER LOG INPUT [FILE OF A CONTROL GROUP]... -- COMMAND...
# The command finds at descriptor 3 the file for the status, at 4 the filter of system calls, at 5
# its own arguments, sent by the platform through our standard input.
status=$1
filter=$2
log=$3
input=$4
shift 4
while [ "$1" != -- ]; do
  echo 0 >"$1" || exit 125
  shift
done
shift
ulimit -c 0
ulimit -n 65536 2>/dev/null
exec "$@" 3>"$status" 4<"$filter" 5<&0 <"$input" >>"$log" 2>&1
