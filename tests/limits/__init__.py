"""Rate limits without HTTP: the counters, and who shares one."""
