"""RDF: Turtle, TriG, N-Quads, N-Triples and JSON-LD, their validation against the shapes, and the way back."""
