"""Join all apps into one Django project: settings, addresses, the server's entry point. Imported by no app."""
