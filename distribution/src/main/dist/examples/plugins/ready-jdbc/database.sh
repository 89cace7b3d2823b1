#!/bin/sh
# database.sh PORT: a PostgreSQL in data/, made where there is none.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL does not run as root.
    install -d -o postgres -m 0700 data
    exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$1"
fi
[ -e data/PG_VERSION ] || initdb -D data -U postgres -A trust -N --locale=C
exec postgres -D data -p "$1" -h 127.0.0.1 -c unix_socket_directories=
