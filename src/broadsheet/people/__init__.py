"""Own staff logins, roles, and the contributors who may carry a byline. Contributors are not users."""
