"""`instep openapi`: the contract as this server answers it."""

import argparse

from pydantic import SecretStr

from api.cli.commands import Commands, print_json
from api.config import load_settings
from api.main import create_app
from api.openapi.document import build_document

UNUSED_DATABASE = SecretStr("postgresql+asyncpg://unused/")


def add(commands: Commands) -> None:
    commands.add("openapi", openapi_command)


def openapi_command(options: argparse.Namespace) -> int:
    """print the OpenAPI document of this server"""
    settings = load_settings()
    app = create_app(settings.model_copy(update={"database_url": UNUSED_DATABASE}))
    return print_json(build_document(app, settings.base_url))
