"""Work done later: a durable queue inside the application's own database.

``registry`` is what other apps import to say what can be done later; ``actions.enqueue`` is what
they call inside their own transaction; ``worker`` runs it. Why it is our own queue is told in
``docs/decisions/0002-jobs.md``.
"""
