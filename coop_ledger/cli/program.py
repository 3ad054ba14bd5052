"""The edge of the command line: the language, the command, and one sentence with an exit code.

0   done
1   the book or the answer is not sound
2   wrong use or refused input: one sentence on standard error, nothing written
3   the book is in use by someone else
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

import coop_ledger
from coop_ledger import i18n, settings
from coop_ledger.book.errors import BookInUse, CommitUnknown
from coop_ledger.cli.command import (
    DONE,
    IN_USE,
    LANGUAGE_OPTION,
    REFUSED,
    UNSOUND,
    Group,
    Option,
    language_option,
    named,
)
from coop_ledger.cli.main import COMMANDS
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill

NAME = "coop-ledger"
STOPPED = 130  # what a shell gives to a program stopped by Ctrl+C


class _Program(Group):
    """Finds each command in the module of its name, when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"coop_ledger.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found


def _begin(*, version: bool) -> None:
    if version:
        print(f"{NAME} {coop_ledger.__version__}")
    elif click.get_current_context().invoked_subcommand is None:
        from coop_ledger.cli.desktop import desktop  # only `--language` was said

        click.get_current_context().exit(desktop())


PROGRAM = _Program(
    NAME,
    help=N_(
        "Keeps the books of savings groups, offline, on paper and to the franc. Without a command "
        "it opens the desktop.\n\nBOOK is a file (benkadi.coop) or the address of a database "
        "(postgresql+psycopg://server/name). Exit codes: 0 done, 1 the book or the answer is not "
        "sound, 2 wrong use or refused input, 3 the book is in use by someone else."
    ),
    params=[
        Option(["--version"], is_flag=True, help=N_("Shows the version and stops.")),
        language_option(),
    ],
    callback=_begin,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def run(arguments: Sequence[str]) -> int:
    """Do one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows speaks the code page of the PC; JSON and CSV are UTF-8 everywhere.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    i18n.use_language(_language(arguments))
    try:
        with PROGRAM.make_context(NAME, [*arguments]) as context:
            code = PROGRAM.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KeyboardInterrupt, click.Abort):
        return _say(_("Stopped: what was not finished was not recorded."), STOPPED)
    except click.UsageError as error:
        return _say(_sentence(error), REFUSED)
    except BookInUse as refusal:
        return _say(str(refusal), IN_USE)
    except Refusal as refusal:
        return _say(str(refusal), REFUSED)
    except CommitUnknown as error:
        return _say(str(error), UNSOUND)
    return int(code or DONE)


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, else the one chosen at the desk: French unless someone chose.

    The locale of the PC is not asked: many in Bamako say en_US, and what is exported must not
    change its account names with it.
    """
    for place, word in enumerate(arguments):
        option, _equals, value = word.partition("=")
        if option == LANGUAGE_OPTION:
            value = value or next(iter(arguments[place + 1 :]), "")
            if value in i18n.LANGUAGES:
                return value
    return settings.load().language


def _sentence(error: click.UsageError) -> str:
    """Say a wrong use in the reader's language, with the way out."""
    values: dict[str, Any] = {"help": _help_of(error.ctx)}
    match error:
        case click.NoSuchOption():
            template = _("There is no option {option} here: `{help}` lists those there are.")
            values["option"] = error.option_name
        case click.exceptions.NoSuchCommand():
            template = _("There is no command {name}: `{help}` lists those there are.")
            values["name"] = error.command_name
        case click.MissingParameter():
            template = _("{name} is missing: `{help}` says what it is.")
            values["name"] = named(error.param)
        case click.BadOptionUsage():
            template = _("{option} needs a value after it: `{help}` says which.")
            values["option"] = error.option_name
        case _:
            template = _("There is more here than this command takes: `{help}` says what it takes.")
    return fill(template, **values)


def _help_of(context: click.Context | None) -> str:
    return f"{context.command_path if context else NAME} --help"
