# bash completion of duiqi. In ~/.bashrc:  source <(duiqi completion bash)
_duiqi() {
    local files value rest typed=${COMP_WORDS[COMP_CWORD]}
    [ "$typed" = "=" ] && typed=
    COMPREPLY=()
    {
        IFS= read -r files
        while IFS=$'\t' read -r value rest; do
            # Names on a board are text: quoted, and never expanded.
            [ -n "$value" ] && COMPREPLY+=("$(printf '%q' "$value")")
        done
    } < <(command duiqi completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    [ "$files" = words ] && return
    compopt -o filenames 2>/dev/null
    while IFS= read -r value; do
        COMPREPLY+=("$value")
    done < <(
        case $files in
            boards) compgen -f -X '!*.json' -- "$typed"; compgen -d -X '*.duiqi' -- "$typed" ;;
            files) compgen -f -- "$typed" ;;
            folders) compgen -d -- "$typed" ;;
        esac
    )
}
complete -F _duiqi duiqi
