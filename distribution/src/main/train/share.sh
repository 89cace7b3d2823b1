#!/bin/sh
# share.sh DISTRIBUTION TIME: writes share/, as packages for a system have it: the manual page, and what
# lets shells complete `reeve`.
set -eu
reeve=$1/bin/reeve
share=$1/share
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" \
    "$share/fish/vendor_completions.d"
"$reeve" manual-page "${2%%T*}" >"$share/man/man1/reeve.1"
"$reeve" completion bash >"$share/bash-completion/completions/reeve"
"$reeve" completion zsh >"$share/zsh/site-functions/_reeve"
"$reeve" completion fish >"$share/fish/vendor_completions.d/reeve.fish"
