"""How files are built: one walker a format, none of which decodes pixels or loops over them."""
