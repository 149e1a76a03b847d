"""Read each JSON line of a file into the generated class that it names; print it as that writes it.

Usage: python decode.py FILE; a line is {"schema": …, "value": …}.
"""

import json
import sys
from pathlib import Path

from instep_client import models

for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    asked = json.loads(line)
    print(json.dumps(getattr(models, asked["schema"]).from_dict(asked["value"]).to_dict()))
