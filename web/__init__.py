"""Pages, one module a screen: read the request, call one service, render a template.

Each page module gives its handlers in ``routes(settings)``. Every handler says in ``opt`` who may
open it: ``action`` (a row of the permissions), ``signed_in`` or ``public``; the dependency ``page``
holds every request to that.
"""
