#!/bin/sh
# Waits in a sandbox that was made ahead until the platform gives the word, and becomes the command.
# gate.sh COMMAND...
# The word is a line on the standard input. Where that ends before, so has the platform, and so do we.
# No variable of the command's own changes by it.
read -r FREEHOLD_GATE || exit 0
unset FREEHOLD_GATE
exec "$@" </dev/null
