#!/bin/sh
# Enters a sandbox: opens what Java can't hand on, joins the control groups, becomes the command.
# enter.sh STATUS FILTER LOG INPUT [FILE OF A CONTROL GROUP]... -- COMMAND...
# Without words on its line it waits for them on its standard input, one a line, after their number;
# `\\` and `\n` in them stand for a backslash and a new line. So it waits in a network of its own,
# started ahead, until an app is to live there; and ends with the platform, which holds the other end.
# The command finds at descriptor 3 the file for the status, at 4 the filter of system calls, at 5
# its own arguments, sent by the platform through our standard input.
if [ $# = 0 ]; then
  # In a network of its own an ordinary user may listen on port 80.
  echo 0 2>/dev/null >/proc/sys/net/ipv4/ip_unprivileged_port_start
  read -r left || exit 1
  while [ "$left" -gt 0 ]; do
    IFS= read -r word || exit 1
    case $word in
    *\\*) word=$(printf '%b.' "$word") && word=${word%.} ;;
    esac
    set -- "$@" "$word"
    left=$((left - 1))
  done
fi
status=$1
filter=$2
log=$3
input=$4
shift 4
exec >>"$log" 2>&1
while [ "$1" != -- ]; do
  echo 0 >"$1" || exit 125
  shift
done
shift
ulimit -c 0
ulimit -n 65536 2>/dev/null
# A pipe whose other end is gone must not keep us here: while descriptor 6 is open, it has one.
exec "$@" 3>"$status" 4<"$filter" 5<&0 6<>"$input" <"$input" 6>&-
