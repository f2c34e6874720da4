"""条理 (tiaoli): turn a regulation into a checked study-and-publicity site."""

__version__ = "0.1.0"
