"""Interviews: what to ask, what was answered, how it was graded, and what that says over time."""
