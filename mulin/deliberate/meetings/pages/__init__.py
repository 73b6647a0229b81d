"""The screens: issues, meetings, and the residents' phone."""
