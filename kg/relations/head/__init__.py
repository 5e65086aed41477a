"""The relation head: a trained judge of which mentions of a window are related, how, and how that is told.

Frames propose and explain; the head judges what they propose and finds what they miss. It reads the encoder's token
vectors, so a text is encoded once for all that the program wants to know of it.
"""
