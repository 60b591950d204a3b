"""Own news tips: sealed in memory to the desk's keys before anything is written; the server cannot open them."""
