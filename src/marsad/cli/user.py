"""`marsad user`: who may come in to a desk that is shared."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import open_accounts

if TYPE_CHECKING:
    from marsad.desk.access import Accounts


class UserAction(StrEnum):
    """What `marsad user` does."""

    add = "add"
    list = "list"
    remove = "remove"
    passwd = "passwd"
    role = "role"
    token = "token"


class UserRole(StrEnum):
    """What a user may do: read; judge too; add and manage too."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


def user(
    action: UserAction = typer.Argument(..., help="add, list, remove, passwd, role or token."),
    library: str = typer.Argument(..., help="The folder of the library."),
    name: str | None = typer.Argument(None, help="The user; not for list."),
    role: UserRole | None = typer.Option(None, help="What the user may do (add: reader unless said)."),
    days: int = typer.Option(90, min=1, max=3650, help="How long a new token is good."),
    revoke: bool = typer.Option(False, "--revoke", help="With token: end all tokens of the user instead."),
) -> None:
    """Keep the users of a shared desk: `marsad desk LIB --host ADDR` lets nobody else in.

    Passwords are asked for twice on a terminal, and read as one line from standard input elsewhere. A token is shown once. What is
    changed holds from the next request on, also on a desk that is running.
    """
    with open_accounts(library) as accounts:
        if action is UserAction.list:
            _list(accounts)
            return
        if name is None:
            raise typer.BadParameter("name the user")
        said = _act(accounts, action, name, role, days, revoke=revoke)
        accounts.trail.add(
            who=getpass.getuser(),
            role="",
            address="command line",
            action=f"user {action.value}{' --revoke' if revoke else ''}",
            target=f"{name} {role.value}" if role else name,
            outcome="done",
        )
    typer.echo(said)


def _act(
    accounts: Accounts, action: UserAction, name: str, role: UserRole | None, days: int, *, revoke: bool
) -> str:
    """Does it, and what there is to say."""
    if action is UserAction.add:
        given = role or UserRole.reader
        accounts.add(name, given.value, _password())
        return f"{name}: {given.value}"
    if action is UserAction.remove:
        accounts.remove(name)
        return f"{name}: removed"
    if action is UserAction.passwd:
        accounts.set_password(name, _password())
        return f"{name}: the password is changed, and all sessions have ended"
    if action is UserAction.role:
        if role is None:
            raise typer.BadParameter("say which with --role")
        accounts.set_role(name, role.value)
        return f"{name}: {role.value}"
    if revoke:
        return f"{name}: {accounts.revoke_tokens(name)} tokens ended"
    return accounts.new_token(name, days)


def _list(accounts: Accounts) -> None:
    for one in accounts.users():
        since = datetime.fromtimestamp(one.since, UTC).date().isoformat()
        typer.echo(f"{one.name}\t{one.role}\tsince {since}\t{one.tokens} tokens")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise typer.BadParameter("the two passwords differ")
    return password
