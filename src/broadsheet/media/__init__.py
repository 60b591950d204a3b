"""Own pictures and documents, with what must be said beside them and until when they may be shown."""
