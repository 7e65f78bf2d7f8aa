"""`marsad desk`: a library in the browser."""

from __future__ import annotations

import socket

import typer

from marsad.cli.library import WRONG_USAGE, look_through, open_library
from marsad.errors import LibraryError

PORT = 8642
LOCAL = "127.0.0.1"
_MOST_PORTS = 20


def desk(
    library: str = typer.Argument(..., help="The folder of the library."),
    port: int = typer.Option(
        PORT, min=0, max=65535, help="The port; one of the next is taken where it is in use, any with 0."
    ),
    host: str = typer.Option(LOCAL, help="Only 127.0.0.1: the desk has no users yet."),
) -> None:
    """Read, compare and judge a library in the browser, and serve it to programs under /api/v1.

    The address that is printed bears a token: who opens the desk by it may judge. It answers to this machine alone.
    """
    if host not in (LOCAL, "localhost"):
        typer.echo(
            f"marsad: --host {host}: the desk has no users and passwords yet, so it serves this machine alone; remote use "
            "comes with a later version (leave --host out, and forward the port with ssh -L to reach it from elsewhere)",
            err=True,
        )
        raise typer.Exit(WRONG_USAGE)
    with open_library(library):
        pass
    _serve(library, port)


def _serve(library: str, port: int) -> None:
    try:
        import uvicorn

        from marsad.desk import Session, build_desk
    except ImportError as error:
        typer.echo(f"marsad: the desk needs {error.name} (pip install 'marsad[desk]')", err=True)
        raise typer.Exit(WRONG_USAGE) from None
    look_through(library)
    with Session(library) as session, _listen(port) as listener:
        try:
            session.bring_up_to_date()
        except LibraryError as error:
            typer.echo(f"marsad: the newest articles may be missing from search: {error}", err=True)
        typer.echo(
            f"The desk: http://{LOCAL}:{listener.getsockname()[1]}/?token={session.token}  (stop with Ctrl-C)"
        )
        config = uvicorn.Config(build_desk(session), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    """A socket on the port, or on the next one that is free; who asks from now on waits until the desk answers."""
    for number in range(port, port + _MOST_PORTS if port else 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOCAL, number))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    typer.echo(
        f"marsad: ports {port} to {port + _MOST_PORTS - 1} are in use (name another with --port)", err=True
    )
    raise typer.Exit(WRONG_USAGE)
