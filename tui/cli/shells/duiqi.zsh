#compdef duiqi
# zsh completion of duiqi. In ~/.zshrc, after compinit:  source <(duiqi completion zsh)
_duiqi() {
    local files value help
    local -a values shown ours
    {
        IFS= read -r files
        while IFS=$'\t' read -r value help; do
            values+=("$value")
            shown+=("$value${help:+  -- $help}")
        done
    } < <(command duiqi completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( $#values )) && compadd -l -d shown -a values
    case $files in
        boards) ours=('*.duiqi') && _files -g '*.json' -F ours ;;
        files) _files ;;
        folders) _files -/ ;;
    esac
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _duiqi "$@"
else
    compdef _duiqi duiqi
fi
