"""``crisis completion``: a script that teaches a shell to complete the command line."""

from __future__ import annotations

from typing import Annotated

from crisis.cli.completion.scripts import SCRIPTS
from crisis.cli.request.parameters import Argument
from crisis.cli.terminal.exits import OK, UsageError

Shell = Annotated[str, Argument("SHELL", f"{', '.join(SCRIPTS)}.", "|".join(SCRIPTS))]


def completion(shell: Shell) -> int:
    """A script that completes commands, options, actors, days, ids.

    crisis completion bash         source <(crisis completion bash) in ~/.bashrc
    crisis completion zsh          source <(crisis completion zsh) in ~/.zshrc, behind compinit
    crisis completion fish         crisis completion fish | source, in config.fish

    The script goes to standard output. What it offers comes from the files of the command line
    that is being completed: -f, else CRISIS_FILE, else crisis.yaml.
    """
    from crisis.cli.terminal.output import write

    if shell not in SCRIPTS:
        from crisis.timeline.base.problems import did_you_mean

        hint = did_you_mean(shell, SCRIPTS) or f"one of {', '.join(SCRIPTS)}"
        raise UsageError(f'no completion for "{shell}"', hint)
    write(SCRIPTS[shell])
    return OK
