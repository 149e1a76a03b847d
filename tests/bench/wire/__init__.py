"""Instep over HTTP beside the best that the same machine can do, in one run.

`asked` has the requests, `servers` starts what is compared (`raw` is what two of them run), `load`
sends, `rounds` says in which order, `usage` what the processes use, and `tables`, `plot` and
`figures` show it.
"""
