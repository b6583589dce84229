"""The completion scripts of the shells. What is to be completed they ask the program itself."""

BASH = """\
# bash completion for crisis. In ~/.bashrc: source <(crisis completion bash)

_crisis() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then
            kind=$line
        else
            COMPREPLY+=("$line")
        fi
    done < <(crisis __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    if [[ $kind == files ]]; then
        if type compopt &>/dev/null; then
            compopt -o default +o nospace
        else
            while IFS= read -r line; do
                COMPREPLY+=("$line")
            done < <(compgen -f -- "$2")
        fi
    fi
}

complete -o nospace -o nosort -F _crisis crisis 2>/dev/null ||
    complete -o nospace -F _crisis crisis
"""

ZSH = """\
#compdef crisis
# zsh completion for crisis. In ~/.zshrc, behind compinit: source <(crisis completion zsh)
# or: crisis completion zsh > _crisis, in a folder of $fpath.

_crisis() {
    local line value item setting
    local -a lines whole begun
    # CRISIS_FILE=x crisis show: what is set for this one command
    for line in "${(@z)LBUFFER}"; do
        case $line in
            (CRISIS_FILE=*) setting=${(Q)line} ;;
            (';'|'|'|'||'|'&'|'&&'|'|&') setting= ;;
        esac
    done
    lines=("${(@f)$(crisis __complete zsh $setting "${(@Q)words[1,CURRENT-1]}" \\
        "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ $lines[1] == files ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '*='
        _files -g '*.y(a|)ml' || _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        value=${line%%$'\\t'*}
        item=${${value//\\\\/\\\\\\\\}//:/\\\\:}
        [[ $line == *$'\\t' ]] || item+=:${line#*$'\\t'}
        if [[ $value == *: ]]; then
            begun+=("$item")
        else
            whole+=("$item")
        fi
    done
    _describe -V crisis whole -- begun -S ''
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _crisis "$@"
else
    compdef _crisis crisis
fi
"""

FISH = """\
# fish completion for crisis. In ~/.config/fish/config.fish: crisis completion fish | source

function __crisis_complete
    set -l word (commandline -ct)
    set -l answer (crisis __complete fish (commandline -opc) "$word" 2>/dev/null)
    if test "$answer[1]" = files
        set -l flag (string match -r '^--[a-z-]+=' -- "$word")
        for file in (__fish_complete_suffix (string replace -- "$flag" '' "$word") .yaml)
            printf '%s\\n' "$flag$file"
        end
    else if set -q answer[2]
        printf '%s\\n' $answer[2..-1]
    end
end

complete --command crisis --no-files --keep-order --arguments '(__crisis_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""What ``crisis completion`` prints."""
