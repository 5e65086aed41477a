"""What leaves the program: pages, RDF, tables and graphs, all made from one claim graph in memory."""
