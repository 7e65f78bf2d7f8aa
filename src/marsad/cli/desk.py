"""`marsad desk`: a library in the browser, for one person or for the users of a shared desk."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import WRONG_USAGE, look_through, open_accounts, open_library
from marsad.errors import LibraryError

if TYPE_CHECKING:
    from marsad.desk import Session
    from marsad.desk.access import Accounts, Sharing

PORT = 8642
LOCAL = "127.0.0.1"
_ALL = frozenset({"0.0.0.0", "::"})
_MOST_PORTS = 20
_WORKERS = 2
_ENDED = 128 + signal.SIGTERM
_FAREWELL = 3
"""Seconds that answers have to end in when the desk is stopped."""
_TURN = 0.001
"""Seconds after which a thread that computes lets others go on, instead of Python's 0.005: beside two that do nothing but compute, as
an export or the reading of a page does, handing something to a thread and back takes 11 to 27 ms instead of 34 to 42 (median)."""


def desk(
    library: str = typer.Argument(..., help="The folder of the library."),
    port: int = typer.Option(
        PORT, min=0, max=65535, help="The port; one of the next is taken where it is in use, any with 0."
    ),
    host: str = typer.Option(LOCAL, help="The address to listen on; one that others reach asks for users."),
    share: bool = typer.Option(
        False, "--share", help="Ask for users on 127.0.0.1 too: for a proxy on this machine."
    ),
    name: list[str] = typer.Option([], help="A name that people open a shared desk by; may be repeated."),
    proxy: str = typer.Option(LOCAL, help="The address of the proxy that tells who asks (X-Forwarded-For)."),
    plain_http: bool = typer.Option(
        False, "--plain-http", help="Let people sign in without TLS, on a network that you trust."
    ),
    per_minute: int = typer.Option(
        1200, min=1, help="Requests that a user of a shared desk may make a minute."
    ),
    workers: int | None = typer.Option(
        None,
        min=0,
        max=64,
        help="Processes that make pages beside the desk's own, two where there are two cores; with 0 it makes them itself, "
        "in less memory.",
    ),
) -> None:
    """Read, compare and judge a library in the browser, and serve it to programs under /api/v1.

    By itself it answers to this machine alone, and the address that is printed bears a token: who opens the desk by it may judge.
    With --host or --share it answers to others, and only to users (marsad user add): docs/how-to.md says how to share a desk.
    """
    host = LOCAL if host == "localhost" else host
    if host == LOCAL and not share:
        with open_library(library):
            pass
        _serve(library, LOCAL, port, None, proxy, workers)
        return
    names = _names(host, name)
    with open_accounts(library, make=False) as accounts:
        sharing = _sharing(accounts, names, library, per_minute, plain_http=plain_http)
        _serve(library, host, port, sharing, proxy, workers)


def _names(host: str, names: list[str]) -> list[str]:
    """The names a shared desk answers to; anything else could be another site that leads here (DNS rebinding)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise typer.BadParameter(
            f"{host!r} is no address: give one of this machine", param_hint="--host"
        ) from None
    if host in _ALL and not names:
        raise typer.BadParameter(
            f"{host} is every address of this machine: say by which name people open the desk",
            param_hint="--name",
        )
    return [*names, f"[{host}]" if address.version == 6 else host]


def _sharing(
    accounts: Accounts, names: list[str], library: str, per_minute: int, *, plain_http: bool
) -> Sharing:
    from marsad.desk.access import Sharing

    if not accounts.users():
        raise LibraryError(library, "it has no users", remedy=f"make one: marsad user add {library} NAME")
    return Sharing(accounts, names, plain_http=plain_http, per_minute=per_minute)


def _serve(
    library: str, host: str, port: int, sharing: Sharing | None, proxy: str, workers: int | None
) -> None:
    try:
        import uvicorn

        from marsad.desk import Session, build_desk
    except ImportError as error:
        typer.echo(f"marsad: the desk needs {error.name} (pip install 'marsad[desk]')", err=True)
        raise typer.Exit(WRONG_USAGE) from None
    look_through(library)
    sys.setswitchinterval(_TURN)
    with Session(library, sharing=sharing) as session, _listen(host, port) as listener:
        try:
            session.bring_up_to_date()
        except LibraryError as error:
            typer.echo(f"marsad: the newest articles may be missing from search: {error}", err=True)
        if makers := min(_WORKERS, os.cpu_count() or 1) if workers is None else workers:
            session.employ(makers)
        # The server ends itself by the signal that it was sent once it has answered all: makers of pages are to end before.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
        session.prepare()
        session.adder.start()
        typer.echo(_address(session, host, listener.getsockname()[1]))
        config = uvicorn.Config(
            build_desk(session),
            log_level="warning",
            server_header=False,
            proxy_headers=sharing is not None,
            forwarded_allow_ips=proxy,
            # The progress of a job is an answer that does not end before the job does.
            timeout_graceful_shutdown=_FAREWELL,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _address(session: Session, host: str, port: int) -> str:
    """What is printed: the address, with the token of a desk that is not shared."""
    shown = f"[{host}]" if ":" in host else host
    path = "" if session.sharing else f"?token={session.token}"
    return f"The desk: http://{shown}:{port}/{path}  (stop with Ctrl-C)"


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next one that is free; who asks from now on waits until the desk answers."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for number in range(port, port + _MOST_PORTS if port else 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen()
        except OSError as error:
            listener.close()
            reason = (error.strerror or str(error)).lower()
        else:
            return listener
    typer.echo(
        f"marsad: {host} cannot be listened on at ports {port} to {port + _MOST_PORTS - 1}: {reason} (name another "
        "with --port or --host)",
        err=True,
    )
    raise typer.Exit(WRONG_USAGE)
