"""Values -> bytes of a file, one module a format; nothing here reads content or writes to disk.

`document` holds what is printed, without a format; `docx` and `typst` (PDF, PNG) make files of it; `xlsx` writes
tables; `zips` makes the bytes of zip-based formats repeat.
"""
