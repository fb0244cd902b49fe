from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.serving import BROKEN
from helpers import FILES
from viva.errors import VivaError
from viva.interview.plan import Wishes
from viva.server import open_services, run
from viva.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    rubrics = tmp_path / "rubrics"
    rubrics.mkdir()
    for id, text in FILES.items():
        (rubrics / f"{id}.yaml").write_text(text)
    return Settings(data=tmp_path / "data", rubrics=rubrics, models=tmp_path / "no-models", port=0)


def with_(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


def opened(settings: Settings) -> list[str]:
    """What is said while the services of `settings` are opened."""
    said: list[str] = []
    open_services(settings, said.append).store.close()
    return said


def test_it_says_what_it_opened(settings: Settings) -> None:
    assert opened(settings) == [
        f"Questions: 3 in {settings.rubrics}",
        f"Record: sqlite:///{settings.data / 'viva.db'}",
    ]


def test_the_services_work_and_what_they_keep_is_there_at_the_next_start(settings: Settings) -> None:
    services = open_services(settings, str)
    id = services.interviews.start(Wishes()).id
    services.store.close()
    again = open_services(settings, str)
    assert again.interviews.get(id).id == id
    again.store.close()


def test_the_models_are_not_loaded_while_opening(settings: Settings) -> None:
    services = open_services(settings, str)
    assert not services.worker.ready and services.worker.failure is None
    services.store.close()


def test_a_broken_rubric_is_named_with_its_first_problem_and_the_others_are_served(
    settings: Settings,
) -> None:
    (settings.rubrics / "torn.yaml").write_text(BROKEN)
    said = opened(settings)
    assert said[0] == f"Questions: 3 in {settings.rubrics}"
    assert "torn.yaml cannot be used:" in said[1] and "torn.yaml:4" in said[1]


@pytest.mark.parametrize("name", ["with space", "what?", "100%", "a#b", "é"])
def test_a_data_folder_may_have_any_name(settings: Settings, tmp_path: Path, name: str) -> None:
    opened(with_(settings, data=tmp_path / name))
    assert (tmp_path / name / "viva.db").is_file()


def test_the_data_folder_is_made_for_its_owner_only(settings: Settings) -> None:
    opened(with_(settings, data=settings.data / "deep"))
    assert (settings.data / "deep").stat().st_mode & 0o077 == 0


def test_another_database_needs_no_data_folder(settings: Settings, tmp_path: Path) -> None:
    said = opened(with_(settings, database_url=f"sqlite:///{tmp_path / 'elsewhere.db'}"))
    assert said[-1] == f"Record: sqlite:///{tmp_path / 'elsewhere.db'}"
    assert not settings.data.exists()


def test_a_password_in_the_database_url_is_not_said(settings: Settings) -> None:
    # Port 1 on this machine: nobody answers there.
    url = "postgresql+psycopg://viva:secret@127.0.0.1:1/viva"
    with pytest.raises(VivaError) as refused:
        opened(with_(settings, database_url=url))
    assert "secret" not in str(refused.value)


def test_a_file_where_the_data_folder_should_be_is_told_with_advice(settings: Settings) -> None:
    settings.data.write_text("a file")
    with pytest.raises(VivaError, match=r"The data folder .*data cannot be made \(.+\)\. \w+"):
        opened(settings)


def test_a_file_that_is_no_database_is_told(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "viva.db").write_text("certainly no database, but long enough to be looked at " * 40)
    with pytest.raises(VivaError, match=r"viva\.db cannot be opened"):
        opened(settings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_data_folder_that_may_not_be_written_is_told(settings: Settings) -> None:
    settings.data.mkdir(mode=0o500)
    with pytest.raises(VivaError, match="cannot be opened"):
        opened(settings)


def test_a_bank_that_is_not_there_is_told_with_advice(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(VivaError, match=r"The question bank .*nowhere cannot be read .*Name a folder"):
        opened(with_(settings, rubrics=tmp_path / "nowhere"))


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def test_a_port_that_is_taken_is_told_with_advice_before_anything_is_opened(
    settings: Settings, taken: int
) -> None:
    said: list[str] = []
    with pytest.raises(VivaError, match=rf"cannot listen on 127\.0\.0\.1:{taken} \(.+\)\. Name another port"):
        run(with_(settings, port=taken), said.append)
    assert said == [] and not settings.data.exists()


def test_an_address_that_is_not_this_machines_is_told(settings: Settings) -> None:
    # 192.0.2.0/24 is kept for documentation: no machine has an address in it.
    with pytest.raises(VivaError, match=r"cannot listen on 192\.0\.2\.1"):
        run(with_(settings, host="192.0.2.1"), str)


def test_nothing_is_left_listening_when_the_bank_cannot_be_opened(settings: Settings, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with pytest.raises(VivaError, match="question bank"):
        run(with_(settings, rubrics=tmp_path / "nowhere", port=port), str)
    with socket.socket() as again:
        again.bind(("127.0.0.1", port))


class Enough(Exception):
    """Ends a start before it serves."""


def test_two_that_start_at_once_do_not_get_one_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        same = with_(settings, port=int(probe.getsockname()[1]))

    def start_another(_: str) -> None:
        with pytest.raises(VivaError, match="cannot listen"):
            run(same, str)
        raise Enough

    with pytest.raises(Enough):
        run(same, start_another)
