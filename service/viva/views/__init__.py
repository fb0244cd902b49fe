"""The pages: contexts made from the use cases, rendered by the templates in web/."""
