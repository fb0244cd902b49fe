"""The errors a person can act on."""


class VivaError(Exception):
    """Something the person using Viva can put right.

    The message says what is wrong, where, and what to do about it. A command prints it without a traceback,
    and a page shows it as it stands.
    """
