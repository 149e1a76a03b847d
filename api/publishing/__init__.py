"""How content becomes what the catalogue serves: finished documents, serials, tombstones."""
