"""How Instep reaches PostgreSQL: the address, the connections, their deadlines and failures."""
