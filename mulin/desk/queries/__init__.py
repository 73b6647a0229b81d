"""The desk's questions. They read every room and write nothing."""
