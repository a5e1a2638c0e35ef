#!/bin/sh
# Starts PHP's own server on PORT, several processes of it: serve.sh FOLDER
export PHP_CLI_SERVER_WORKERS="${PHP_CLI_SERVER_WORKERS:-8}"
exec php -q -d opcache.enable_cli=1 -d opcache.validate_timestamps=0 -d expose_php=0 -d variables_order=EGPCS \
  -S "0.0.0.0:${PORT:-3000}" -t "$1" .freehold/router.php
