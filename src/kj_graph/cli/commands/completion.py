"""`kj-graph completion`: the script that lets a shell complete commands, options, questions, parameters and things."""

from __future__ import annotations

import sys

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """put it where your shell looks for it:
  bash  kj-graph completion bash > ~/.local/share/bash-completion/completions/kj-graph
  zsh   kj-graph completion zsh > ~/.zfunc/_kj-graph  (in any folder of $fpath)
  fish  kj-graph completion fish > ~/.config/fish/completions/kj-graph.fish
or, for this session of bash or zsh: source <(kj-graph completion bash)"""

SCRIPTS = {
    "bash": r"""_kj_graph() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == ":files" ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("${COMP_WORDS[0]}" completion --words "$COMP_CWORD" -- "${COMP_WORDS[@]}" 2>/dev/null)
}
complete -F _kj_graph kj-graph
""",
    "zsh": r"""#compdef kj-graph
_kj_graph() {
    local line
    local -a told
    for line in "${(@f)$("${words[1]}" completion --words $((CURRENT - 1)) -- "${words[@]}" 2>/dev/null)}"; do
        if [[ $line == ":files" ]]; then
            _files
            return
        fi
        [[ -n $line ]] && told+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    _describe 'kj-graph' told
}
if [[ ${funcstack[1]} == _kj_graph ]]; then
    _kj_graph "$@"
else
    compdef _kj_graph kj-graph
fi
""",
    "fish": r"""function __kj_graph_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l told ($words[1] completion --words (count $words) -- $words $current 2>/dev/null)
    if test "$told[1]" = ":files"
        __fish_complete_path $current
    else
        printf '%s\n' $told
    end
end
complete -c kj-graph -f -a '(__kj_graph_complete)'
""",
}


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("line", nargs="*", metavar="SHELL", help=f"one of {', '.join(SCRIPTS)}")
    command.add_argument(
        "--words", type=int, metavar="PLACE", help="asked by the scripts: what may stand there, of the words after --"
    )


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    if options.words is None:
        if len(options.line) != 1 or options.line[0] not in SCRIPTS:
            raise UsageError("name one shell", hint=f"Shells: {', '.join(SCRIPTS)}.")
        sys.stdout.write(SCRIPTS[options.line[0]])
        return 0
    from kj_graph.cli.completion import complete_words

    for word, summary in complete_words(options.line, options.words):
        sys.stdout.write(f"{word}\t{' '.join(summary.split())}\n" if summary else f"{word}\n")
    return 0
