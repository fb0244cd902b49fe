"""The HTTP API: JSON over the same use cases as the pages."""
