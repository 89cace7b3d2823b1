# Completion of `reeve` in bash: reeve itself says what may come next.
_reeve() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files)
                compopt -o filenames 2>/dev/null
                while IFS= read -r line; do COMPREPLY+=("$line"); done \
                    < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
                ;;
            :folders)
                compopt -o filenames 2>/dev/null
                while IFS= read -r line; do COMPREPLY+=("$line"); done \
                    < <(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")
                ;;
            *)
                line=${line%%$'\t'*}
                [[ $line == *= ]] && compopt -o nospace 2>/dev/null
                COMPREPLY+=("$line")
                ;;
        esac
    done < <("${COMP_WORDS[0]}" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _reeve reeve
