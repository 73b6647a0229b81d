"""The open record of a decision as JSON: what goes in, what comes out, and what is published.

Plain Python like all of the law, so that anybody can recount without a database.
"""
