"""The parts of the documentation that are made from the code, and the check that they are up to date.

python -m viva.docs          writes them
python -m viva.docs --check  ends with status 1 where one is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from viva.cli import COMMANDS, app
from viva.rubric.json_schema import rubric_json_schema
from viva.settings import Settings

ROOT = Path(__file__).parents[2]


def generated() -> dict[Path, str]:
    """Each generated file with what it should say."""
    return {
        ROOT / "docs" / "commands.md": "\n".join(_commands()) + "\n",
        ROOT / "docs" / "settings.md": "\n".join(_settings()) + "\n",
        ROOT / "rubrics" / "rubric.schema.json": rubric_json_schema(),
    }


def _commands() -> Iterator[str]:
    yield from ("# Commands", "", "Made by `make docs` from the commands themselves.", "")
    root = click.Context(app, info_name="viva")
    yield from _help(app, root)
    for name in COMMANDS:
        command = app.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        yield from _help(command, context)
        if isinstance(command, click.Group):
            for sub in command.list_commands(context):
                found = command.get_command(context, sub)
                assert found is not None
                yield from _help(found, click.Context(found, info_name=sub, parent=context))


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from (f"## `{context.command_path}`", "", "```text", command.get_help(context), "```", "")


def _settings() -> Iterator[str]:
    yield from (
        "# Settings",
        "",
        "Made by `make docs` from `viva.settings`. Each is an environment variable; options of a command go first.",
        "",
        "| variable | what it sets | default |",
        "|---|---|---|",
    )
    for name, field in Settings.model_fields.items():
        default = _DERIVED.get(name, field.default)
        yield f"| `VIVA_{name.upper()}` | {field.description} | {default} |"


_DERIVED = {
    "data": "the platform's folder for user data, such as `~/.local/share/viva`",
    "rubrics": "the questions that ship with Viva",
    "models": "the models that ship with Viva",
    "database_url": "SQLite in the data folder",
    "allowed_hosts": "`127.0.0.1`, `localhost`, `[::1]`, and the address it listens on",
}


def main(check: bool) -> int:
    """Write the files, or with `check` tell which are out of date; the exit status."""
    stale = [
        path for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text
    ]
    for path in stale:
        if check:
            print(f"{path.relative_to(ROOT)} is out of date. Run: make docs", file=sys.stderr)
        else:
            path.write_text(generated()[path], "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
