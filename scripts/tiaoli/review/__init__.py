"""What a conversion did, for a person's eye: original and result side by side, as web pages that need nothing else."""

from tiaoli.review.files import FOLDER, Listed, folder, write, write_index

__all__ = ["FOLDER", "Listed", "folder", "write", "write_index"]
