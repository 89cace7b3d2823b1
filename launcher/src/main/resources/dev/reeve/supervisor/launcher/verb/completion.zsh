#compdef reeve
# Completion of `reeve` in zsh: reeve itself says what may come next.
_reeve() {
    local line
    local -a candidates keys
    for line in "${(@f)$("${words[1]}" complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        case $line in
            '') ;;
            :files) _files ;;
            :folders) _files -/ ;;
            *=$'\t'*) keys+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
            *$'\t'*) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
            *) candidates+=("${line//:/\\:}") ;;
        esac
    done
    (( $#keys )) && _describe -V 'reeve' keys -S ''
    (( $#candidates )) && _describe -V 'reeve' candidates
}
if [[ ${funcstack[1]} == _reeve ]]; then
    _reeve "$@"
else
    compdef _reeve reeve
fi
