"""Entries of an essay contest: checked, made anonymous, scored.

`run.check` reads a folder and says of each entry what is wrong, `blind` numbers entries and strips who wrote them, `tally`
merges judges' sheets. Nothing here prints; nothing claims to know the Internet or what a machine wrote.
"""
