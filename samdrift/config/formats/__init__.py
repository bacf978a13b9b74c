"""How days are written, by language: what Django writes where no filter says otherwise."""
