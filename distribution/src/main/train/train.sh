#!/bin/sh
# train.sh DISTRIBUTION WORK: makes the two AOT caches of bin/reeve by letting it do what it is for.
#
# A training run is one Java machine, so each role has one: the supervisor runs a manifest that ends by
# itself, and one of its services is a client that asks it things and is trained as well.
set -eu
reeve=$1/bin/reeve
caches=$1/runtime/lib
work=$2
rm -rf "$work"
mkdir -p "$work"
cp "$(dirname "$0")/training.yaml" "$work/reeve.yaml"
cd "$work"

cat >ask.sh <<EOF
unset JDK_JAVA_OPTIONS
"$reeve" show crashes >show.out
"$reeve" logs -n 5 crashes >logs.out
"$reeve" status -o json >json.out
JDK_JAVA_OPTIONS="'-XX:AOTCacheOutput=$caches/client.aot'" "$reeve" status >client.log 2>&1
"$reeve" stop stubborn >stop.out
EOF

# The java command reads this variable, so the training run has the options of bin/reeve and one more.
code=0
JDK_JAVA_OPTIONS="'-XX:AOTCacheOutput=$caches/supervisor.aot'" "$reeve" up >supervisor.log 2>&1 || code=$?
# It ends when idle, and with 1, because two of its services are meant to fail.
[ "$code" = 1 ] || {
    echo "the training run ended with $code:" >&2
    cat supervisor.log >&2
    exit 1
}
for cache in supervisor client; do
    test -s "$caches/$cache.aot" || {
        echo "training left no $cache.aot:" >&2
        cat ./*.log >&2
        exit 1
    }
done
