"""Do work later, exactly once inside the database: jobs, their leases, and the schedule.

We own the job table, the worker that empties it, and the backend through which `django_tasks` (and so Wagtail) fills
it. We know nothing of what a job does; that is its task, in the app that declares it. See docs/explanation/jobs.md.
"""
