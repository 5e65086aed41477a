"""Mentions: what a document names, counts and dates, as stretches of its text."""
