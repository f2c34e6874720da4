"""Files of all sorts -> a Source: lines in order, what the file states of itself, problems met.

`choose.read` takes any one file, `batch` a folder or a zip of them.
"""
