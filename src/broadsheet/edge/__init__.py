"""The edge: processes without Django that answer readers from memory and ask the application for the rest."""
