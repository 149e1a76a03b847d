"""From content to the served catalogue: finished documents, serials, tombstones."""
