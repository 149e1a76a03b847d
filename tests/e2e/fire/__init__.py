"""Publishing and reading at once, while processes stop, connections break and PostgreSQL restarts.

`ledger` knows what was published when, `writers` publish, `readers` ask, `trouble` is what happens
to them meanwhile.
"""
