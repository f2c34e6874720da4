"""`python -m tiaoli` is the same as the command `tiaoli`."""

from tiaoli.cli import main

if __name__ == "__main__":
    main()
