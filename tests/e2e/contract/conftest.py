"""Clients that others' generators make of the contract, by the very commands of the guide."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openapi_generator_cli
import pytest

from api.openapi.committed import COMMITTED

CALLS = Path(__file__).with_name("clients")
TOOLS = COMMITTED.parent
BIN = Path(sys.executable).parent
GUIDE = TOOLS.parent / "docs" / "guides" / "clients.md"
SHOWN = "http://127.0.0.1:8000"
"""The server in the guide."""

GENERATOR = Path(openapi_generator_cli.__file__).with_name("openapi-generator.jar")
"""It also holds Jackson, which the clients in Java and Kotlin need."""

JAKARTA = Path("/usr/share/java/jakarta-annotation-api.jar")
KOTLIN = TOOLS / "node_modules" / "kotlin-compiler"
BRIEF = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Options of Java for programs that end after seconds."""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Return what a program prints; what it complains of fails the test."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-9_000:] + done.stderr[-9_000:]
    return done.stdout


def commands_of_the_guide(site: str) -> dict[str, list[str]]:
    """Return the commands that generate a client by language, for a running server."""
    text = GUIDE.read_text(encoding="utf-8").replace(SHOWN, site)
    found = re.findall(r"^## ([\w ]+)\n.*?^```sh\n(.+?)\n```$", text, re.M | re.S)
    return {language: shlex.split(command) for language, command in found}


@pytest.fixture(scope="session")
def commands(site: str) -> dict[str, list[str]]:
    return commands_of_the_guide(site)


@pytest.fixture(scope="session")
def typescript(commands: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calls, and the types that openapi-typescript made."""
    folder = tmp_path_factory.mktemp("typescript")
    for file in ("calls.ts", "tsconfig.json"):
        shutil.copy(CALLS / file, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    npx, program, *arguments = commands["TypeScript"]
    assert npx == "npx"
    run(BIN / "node", f"node_modules/.bin/{program}", *arguments, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def python(commands: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calls, and the client that openapi-python-client made."""
    folder = tmp_path_factory.mktemp("python")
    for file in ("calls.py", "decode.py"):
        shutil.copy(CALLS / file, folder)
    program, *arguments = commands["Python"]
    # It formats what it makes by the ruff that it finds.
    path = f"{BIN}:{os.environ['PATH']}"
    run(BIN / program, *arguments, "--fail-on-warning", cwd=folder, PATH=path)
    return folder


class Generated:
    """What openapi-generator made and said, for each of its languages."""

    def __init__(self, folder: Path, said: str) -> None:
        self.folder = folder
        self.said = said

    def sources(self, below: str, ending: str) -> list[Path]:
        return sorted((self.folder / below).rglob(f"*.{ending}"))


@pytest.fixture(scope="session")
def generated(
    commands: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Generated:
    """Clients in Java, Kotlin, Swift and Dart, made side by side in one process."""
    folder = tmp_path_factory.mktemp("generated")
    lines = [c[1:] for c in commands.values() if c[0] == "openapi-generator-cli"]
    (folder / "commands").write_text("\n".join(map(" ".join, lines)), encoding="utf-8")
    program = ("java", *BRIEF, "-cp", GENERATOR, CALLS / "Generate.java", "commands")
    return Generated(folder, run(*program, cwd=folder))


@pytest.fixture(scope="session")
def decode(generated: Generated) -> Path:
    """A folder with the compiled program that decodes by generated classes."""
    made = generated.folder / "decode"
    compile_java(made, [CALLS / "Decode.java"])
    return made


@pytest.fixture(scope="session")
def java(generated: Generated) -> Path:
    """A folder with the classes of the Java client, all of it compiled."""
    made = generated.folder / "java-classes"
    compile_java(made, [*generated.sources("instep-java/src/main", "java"), CALLS / "Calls.java"])
    return made


def compile_java(into: Path, sources: list[Path]) -> None:
    arguments = into.with_suffix(".sources")
    arguments.write_text("\n".join(map(str, sources)), encoding="utf-8")
    brief = [f"-J{option}" for option in BRIEF]
    libraries = f"{GENERATOR}:{JAKARTA}"
    options = ("-nowarn", "-proc:none", "-cp", libraries, "-d", into)
    run("javac", *brief, *options, f"@{arguments}", cwd=into.parent)


@pytest.fixture(scope="session")
def kotlin(generated: Generated) -> Path:
    """A folder with the classes of the Kotlin client's models."""
    made = generated.folder / "kotlin-classes"
    compiler = f"{KOTLIN}/lib/kotlin-compiler.jar:{KOTLIN}/lib/kotlin-stdlib.jar"
    main = "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"
    options = ("-kotlin-home", KOTLIN, "-no-reflect", "-cp", GENERATOR, "-d", made)
    models = generated.folder / "instep-kotlin/src/main/kotlin/org/openapitools/client/models"
    run("java", *BRIEF, "-cp", compiler, main, *options, models, cwd=generated.folder)
    return made
