"""The objects that belong to Instep in a database, as SQL."""

OWN_OBJECTS = """
    SELECT d.classid, d.objid FROM pg_depend d
    WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'public'::regnamespace
    AND d.deptype = 'n' AND d.classid <> 'pg_extension'::regclass
    AND NOT EXISTS (
        SELECT FROM pg_depend e
        WHERE (e.classid, e.objid, e.deptype) = (d.classid, d.objid, 'e')
    )
"""
"""Every object in the schema `public` that does not belong to an extension."""
