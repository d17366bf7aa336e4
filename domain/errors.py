"""What can go wrong in words a person may read. The docstring of each class is its message."""

import inspect


class DomainError(Exception):
    """Something that the rules do not allow."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.getdoc(type(self)) or "")


class BadInput(DomainError):
    """What was given cannot be used; each line says where and what would be right."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults) or None)
        self.faults = faults
