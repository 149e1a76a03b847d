"""Let REDbot (of the HTTP working group's chair) look at one address; print what it notes.

A process of its own for each address: its event loop knows no second one. Run as a module.
"""

import json
import sys
from configparser import ConfigParser

import thor
from redbot.resource import HttpResource


def main(address: str) -> None:
    config = ConfigParser()
    config.read_dict({"redbot": {"enable_local_access": "True"}})
    resource = HttpResource(config["redbot"])
    resource.set_request(address)

    def print_report() -> None:
        checks = [resource, *resource.subreqs.values()]
        notes = [
            [note.level.value, type(note).__name__, str(note.summary)]
            for check in checks
            for note in check.response.notes
        ]
        report = {
            "notes": notes,
            "revalidates": bool(resource.inm_support),
            "compresses": bool(resource.gzip_support),
        }
        print(json.dumps(report))  # noqa: T201 - its answer
        thor.stop()

    resource.on("check_done", print_report)
    resource.check()
    thor.run()


if __name__ == "__main__":
    main(sys.argv[1])
