"""Own the line between wire and story: which item, in which version, went into which blocks of which story."""
