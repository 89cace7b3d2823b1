#!/bin/sh
# train.sh DISTRIBUTION WORK: makes the two AOT caches of bin/reeve by letting it do what it is for.
#
# A training run is one Java machine, so each role has one: the supervisor runs a manifest that
# ends by itself, while a client asks it things.
set -eu
reeve=$1/bin/reeve
caches=$1/runtime/lib
work=$2
rm -rf "$work"
mkdir -p "$work"
cp "$(dirname "$0")"/training.yaml "$work/reeve.yaml"
cd "$work"

# The java command reads this variable, so the training run has the options of bin/reeve and one more.
train() {
    role=$1
    shift
    JDK_JAVA_OPTIONS="'-XX:AOTCacheOutput=$caches/$role.aot'" "$reeve" "$@" >"$role.log" 2>&1 || {
        echo "training the $role failed:" >&2
        cat "$role.log" >&2
        exit 1
    }
    test -s "$caches/$role.aot" || {
        echo "training the $role left no cache" >&2
        exit 1
    }
}

train supervisor up
