# fish completion of duiqi. Once:  duiqi completion fish > ~/.config/fish/completions/duiqi.fish
function __duiqi_candidates
    set -l typed (commandline -ct)
    set -l words (commandline -opc)
    set -l lines (command duiqi completion words -- $words[2..-1] "$typed" 2>/dev/null)
    switch "$lines[1]"
        case boards
            __fish_complete_suffix "$typed" .json
        case files
            __fish_complete_path "$typed"
        case folders
            __fish_complete_directories "$typed"
    end
    test (count $lines) -gt 1; and printf '%s\n' $lines[2..-1]
end
complete -c duiqi -f -a '(__duiqi_candidates)'
