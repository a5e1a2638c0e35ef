#!/bin/sh
# Gives an app, at the last moment, variables that would have changed the programs that started it.
# late.sh NAME... -- COMMAND...
while [ "$1" != -- ]; do
  eval "export $1=\"\$FREEHOLD_LATE_$1\""
  unset "FREEHOLD_LATE_$1"
  shift
done
shift
exec "$@"
