"""PURE: how long a dose takes, and (on that ground) which plan fits. No I/O, no clock."""
