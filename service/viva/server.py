"""`viva serve`, said step by step: data folder, database, bank, address."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from viva.app import create_app
from viva.errors import VivaError
from viva.grading import Grader
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.settings import Settings
from viva.store.engine import default_url
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store


def run(settings: Settings, say: Callable[[str], object]) -> None:
    """Serve until interrupted.

    Raises:
        VivaError: the port is taken, or the data folder, the database or the bank cannot be opened.
    """
    with closing(_listen(settings.host, settings.port)) as listener:
        services = open_services(settings, say)
        port = listener.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        app = create_app(services, (*settings.allowed_hosts, host))
        say(f"Viva answers at http://{host}:{port}  (Ctrl+C ends it)")
        say("The models load in the background; the first answers may wait a few seconds.")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def open_services(settings: Settings, say: Callable[[str], object]) -> Services:
    """The use cases over the database and the bank that `settings` name.

    Raises:
        VivaError: one of them cannot be opened.
    """
    bank = RubricBank(settings.rubrics)
    say(f"Questions: {len(bank.rubrics)} in {settings.rubrics}")
    for broken in bank.broken:
        say(f"  {broken.file} cannot be used: {broken.problems[0]}")
    store = Store(settings.database_url or default_url(settings.data))
    copy = migrate(store.engine)
    say(f"Record: {store.engine.url.render_as_string(hide_password=True)}")
    if copy is not None:
        say(f"  The database was brought up to date; a copy of it as it was is at {copy}")
    services = Services.over(store, bank, lambda: _default_grader(settings))
    services.interviews.empty_bin()
    return services


def _default_grader(settings: Settings) -> Grader:
    from viva import local  # loads torch: in the worker's thread, after the page answers

    return local.Grader.default(settings.models, settings.verifier)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # until then, Linux would give the same port to a second Viva
    except OSError as error:
        listener.close()
        raise VivaError(
            f"Viva cannot listen on {host}:{port} ({error.strerror}). Name another port with --port."
        ) from None
    return listener
