"""`viva rubrics`: what can be done with rubric files, one module a command, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "check": "Validate files and run their examples.",
    "lint": "Look for key points that will be graded badly.",
    "suggest": "Say which key points need a wording or an example most.",
    "fmt": "Lay files out in one way.",
    "new": "Start a rubric from a commented template.",
}


class _LazyGroup(click.Group):
    """As that of `viva` itself: listing the commands imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"viva.cli.rubrics.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup)
def rubrics() -> None:
    """Check, lint and format rubric files, and start new ones."""
