"""How every page looks: base page, components, forms, lists, charts and the files they need."""
