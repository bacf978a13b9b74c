"""Views of lists that are kept: one's own, those of one's municipality, those of the federation."""
