"""What all commands share: help in the reader's language, and how options are read.

Texts of commands and options are marked, and translated when they are shown. An option that
cannot be read is refused with a sentence, like an event.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import click

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_amount, parse_count, parse_day
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _

DONE, UNSOUND, REFUSED, IN_USE = range(4)
"""The exit codes of the contract, section 1."""

LANGUAGE_OPTION = "--language"
_LATEST = datetime.date(2199, 12, 31)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option as it is written, and what it is for."""
        record = super().get_help_record(ctx)
        return record and (record[0], i18n.translate(self.help or ""))


class _Helpful(click.Command):
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Shows this help and stops.")
        return found

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))
        for paragraph in i18n.translate(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(paragraph)
        options = [
            found
            for each in self.get_params(ctx)
            if isinstance(each, click.Option) and (found := each.get_help_record(ctx))
        ]
        write_list(formatter, _("Options:"), options)
        self.tell_more(ctx, formatter)

    def tell_more(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What stands below the options."""


class Command(_Helpful):
    """One command; `more` gives titled lists that stand below its options in the help."""

    def __init__(self, name: str, *, more: "More | None" = None, **rest: Any):
        super().__init__(name, **rest)
        self.params.append(language_option())
        self._more = more

    def tell_more(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists that belong to this command."""
        for heading, records in self._more() if self._more else ():
            write_list(formatter, heading, records)


class Group(_Helpful, click.Group):
    """A command that others belong to."""

    def tell_more(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with the first sentence of its help."""
        records = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None:
                records.append((name, i18n.translate(command.help or "").partition("\n\n")[0]))
        write_list(formatter, _("Commands:"), records)


Records = Iterable[tuple[str, str]]
More = Callable[[], Iterable[tuple[str, Records]]]


def write_list(formatter: click.HelpFormatter, heading: str, records: Records) -> None:
    """Write names with what they mean, under a heading."""
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        formatter.write_dl(list(records))


def command_named(
    name: str, help: str, params: Iterable[click.Parameter] = (), *, more: More | None = None
) -> Callable[[Callable[..., int | None]], Command]:
    """Return a decorator that makes a command of a function; None is the exit code DONE."""

    def make(function: Callable[..., int | None]) -> Command:
        return Command(name, help=help, params=[*params], callback=function, more=more)

    return make


def argument(name: str, *, many: bool = False, optional: bool = False) -> click.Argument:
    """An argument that the usage line names in capitals."""
    metavar = f"{name.upper()}…" if many else name.upper()
    metavar = f"[{metavar}]" if optional else metavar
    required, count = not optional, -1 if many else 1
    return click.Argument([name], metavar=metavar, nargs=count, required=required)


# -- options ---------------------------------------------------------------------------------------


def language_option() -> Option:
    """The language of this command; `program` has read it before the command begins."""
    return Option(
        [LANGUAGE_OPTION],
        type=OneOf(i18n.LANGUAGES),
        metavar="|".join(i18n.LANGUAGES),
        expose_value=False,
        help=N_("The language of sentences and papers."),
    )


def group_option() -> Option:
    """The group that is asked about."""
    return Option(
        ["--group"],
        metavar="GROUP",
        default="",
        help=N_("The group; it may be left out when the book has only one."),
    )


def output_option() -> Option:
    """Where a file is written."""
    return Option(
        ["-o", "--output"],
        metavar="FILE",
        required=True,
        help=N_("The file to write; - is standard output."),
    )


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Iterable[str]):
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, or refuse it with the list of those there are."""
        if value in self.words:
            return value
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field=named(param),
            value=value,
            choices=", ".join(self.words),
        )


class Typed(click.ParamType[Any]):
    """A value read by a strict parser of typed text, which says what is wrong by a BadText."""

    def __init__(self, name: str, read: Callable[[str], Any]):
        self.name = name
        self.read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what the text says, or refuse it by the name of its option."""
        try:
            return self.read(value) if isinstance(value, str) else value
        except BadText as bad:
            raise Refusal(N_("{field}: {said}"), field=named(param), said=str(bad)) from bad


def _read_day(text: str) -> datetime.date:
    return parse_day(text, datetime.datetime.now().astimezone().date(), latest=_LATEST)


DAY = Typed("day", _read_day)
AMOUNT = Typed("amount", parse_amount)
COUNT = Typed("count", parse_count)


def named(param: click.Parameter | None) -> str:
    """Return an option or an argument as the command line writes it."""
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
