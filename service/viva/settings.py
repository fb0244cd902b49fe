"""Settings, each from an environment variable that begins with VIVA_, each with a default that works."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from viva.paths import default_data_folder, shipped


class Settings(BaseSettings):
    """What can be set. An option of the command line goes before the environment."""

    model_config = SettingsConfigDict(env_prefix="VIVA_", frozen=True)

    data: Path = Field(
        default_factory=default_data_folder, description="Folder of the database and its copies."
    )
    rubrics: Path = Field(
        default_factory=lambda: shipped("rubrics"), description="Folder of the rubric files."
    )
    models: Path = Field(
        default_factory=lambda: shipped("models"), description="Folder of the models that ship."
    )
    verifier: str | None = Field(
        None,
        description="A larger verifier of your own: folder or Hugging Face name of a CrossEncoder with the labels "
        "entailment, neutral and contradiction; else the one that ships.",
    )
    database_url: str | None = Field(
        None,
        description="SQLAlchemy URL of another database, such as PostgreSQL; else SQLite in the data folder.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    allowed_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost", "[::1]"),
        description="Host names that requests may name, as a JSON list; keeps other sites' names from leading here.",
    )
