"""The program's entry: global options before and after the noun, commands loaded when named, one edge for errors."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from agentdesk import __version__
from agentdesk.cli.printing import any_text_passes, json_text, tell
from agentdesk.errors import DeskError, InvalidInput

# command -> the module that has it as a function of that name (with _ for - and where a keyword is in the way)
COMMANDS = {
    "setup": "setup",
    "staff": "staff",
    "shift": "shift",
    "import": "importing",
    "lookup": "lookup",
    "customer": "customer",
    "contact": "contact",
    "hold": "hold",
    "delivery": "delivery",
    "stock": "stock",
    "promise": "promise",
    "remedy": "remedy",
    "voucher": "voucher",
    "limits": "limits",
    "approve": "approve",
    "refuse": "approve",
    "code": "approve",
    "suggest": "suggest",
    "lines": "lines",
    "log": "log",
    "keys": "keys",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "watch": "watch",
    "demo": "demo",
}
_WITH_VALUE = ("--store", "--as")
_FLAGS = ("--json", "--pin-stdin")


class LazyCommands(click.Group):
    """A group whose commands are imported when they are named: a lookup does not pay for an export.

    The store's engine is imported inside ``run()`` as well, so that an old one is refused and not a traceback.
    """

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the engine refuses outside an act is told as plainly as inside one."""
        from agentdesk.cli.session import default_store
        from agentdesk.store.connection import plain_errors

        with plain_errors(ctx.params["store"] or default_store()):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name, in the order of a shop's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        module = COMMANDS.get(cmd_name)
        if module is None or find_spec(f"agentdesk.cli.{module}") is None:
            return None
        found = getattr(import_module(f"agentdesk.cli.{module}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found


@click.group(cls=LazyCommands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", type=click.Path(path_type=Path), envvar="AGENTDESK_STORE", help="The store's file.")
@click.option("--as", "name", metavar="NAME", help="Who acts; the installer if left out.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON only.")
@click.option("--pin-stdin", is_flag=True, help="Read PINs from standard input, one per line.")
@click.version_option(__version__, prog_name="agentdesk")
@click.pass_context
def cli(ctx: click.Context, store: Path | None, name: str | None, *, as_json: bool, pin_stdin: bool) -> None:
    """One terminal screen for the people who face customers. Without a command it opens the desk."""
    if ctx.invoked_subcommand in (None, "watch"):
        from agentdesk.cli.own_hashes import leave_openssl_out

        leave_openssl_out()
    from agentdesk.cli.session import Session, default_store

    if store is not None and not store.name:
        raise InvalidInput(f"--store {store} is not a file.", "Name a file, such as shop/desk.db.", code="usage")
    session = Session((store or default_store()).absolute(), name, as_json, pin_stdin)
    ctx.obj = session
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        from agentdesk.cli.desk import run_desk

        run_desk(session)


def globals_first(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the global options moved to the front, as both places are allowed."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        part = waiting.pop(0)
        if part == "--":
            rest += [part, *waiting]
            break
        if part in _FLAGS or part.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            front.append(part)
        elif part in _WITH_VALUE and waiting:
            front += [part, waiting.pop(0)]
        else:
            rest.append(part)
    return front + rest


def _fail(code: str, what: str, step: str, status: int, *, as_json: bool) -> int:
    if as_json:
        click.echo(json_text({"error": {"code": code, "what": what, "next": step}}))
    tell(f"agentdesk: {what}" + (f"\n  {step}" if step else ""))
    return status


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit status. The outermost edge: nothing escapes as a traceback."""
    as_json = "--json" in arguments
    try:
        status = cli.main(globals_first(arguments), prog_name="agentdesk", standalone_mode=False)
    except DeskError as error:
        return _fail(error.code, error.what, error.next, error.exit_status, as_json=as_json)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "agentdesk"
        return _fail("usage", error.format_message(), f"See: {where} --help", 2, as_json=as_json)
    except click.ClickException as error:
        return _fail("failed", error.format_message(), "", 1, as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        return _fail("stopped", "Stopped; nothing more was done.", "", 130, as_json=as_json)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read has gone; there is nobody to tell
        return 1
    except OSError as error:
        where = str(error.filename) if error.filename else "A file"
        return _fail(
            "cannot-open", f"{where} cannot be used: {error.strerror or error}.", "Check the path.", 5, as_json=as_json
        )
    except Exception as error:  # noqa: BLE001 - the outermost edge: details go to a private file, an id to the user
        from agentdesk.unexpected import keep_details

        name, where = keep_details(error)
        return _fail("unexpected", f"Something went wrong that should not (error {name}).", where, 1, as_json=as_json)
    return status if isinstance(status, int) else 0  # click hands the status of an Exit back as the result


def main() -> None:
    """Run the program with the process's arguments."""
    any_text_passes()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
