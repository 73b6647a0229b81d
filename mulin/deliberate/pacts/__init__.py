"""Pacts (公约) and duty lists (职责清单): drafted, commented, checked, adopted, read by everybody."""
