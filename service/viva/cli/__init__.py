"""The command `viva`: one module a command, each loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from viva import __version__
from viva.errors import VivaError

COMMANDS = {
    "serve": "Start the web app and say where it answers.",
    "grade": "Grade answers from a file of JSON lines.",
    "evaluate": "Measure agreement with labelled answers.",
    "rubrics": "Check, lint and format rubric files, and start new ones.",
    "import": "Draft rubric files from notes, in any of ten formats.",
}
"""Name and short help of each command; the help page needs no more than this."""


MODULES = {"import": "importing"}
"""The module of a command, and the name in it, where Python keeps the command's own name for itself."""


class LazyGroup(click.Group):
    """Lists all commands without importing them: `viva --help` must not wait for torch."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if name not in COMMANDS:
            return None
        module = MODULES.get(name, name)
        command = getattr(import_module(f"viva.cli.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from `COMMANDS` alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="viva")
def app() -> None:
    """Viva: a mock interviewer that runs on your own machine."""


def main() -> None:
    """Run the command line; an error that a person can act on is told without a traceback."""
    try:
        app()
    except VivaError as error:
        click.echo(f"viva: {error}", err=True)
        sys.exit(1)
