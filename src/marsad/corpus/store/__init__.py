"""How a library is kept: the tables, what is written into them and read from them, and whether it is whole."""
