"""Every text that is served beside a dose agrees with it, in routines, answers and plans."""
