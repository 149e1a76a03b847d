"""`instep settings`: every setting and its value."""

import argparse

from api.cli import reports
from api.cli.commands import Commands, print_lines
from api.config import load_settings


def add(commands: Commands) -> None:
    commands.add("settings", settings_command)


def settings_command(options: argparse.Namespace) -> int:
    """print every setting with its meaning and its value; secrets stay hidden"""
    return print_lines(reports.setting_lines(load_settings()))
