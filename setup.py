"""Carry the default content root's settings, data, guides and banks, which have no second copy, in the package for `tiaoli new`."""

from pathlib import Path
from shutil import copyfile

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithStarter(build_py):
    """The usual build, then mkdocs.yml, docs/_data, docs/guides and quizzes into the package. An editable install reads them in place."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "tiaoli" / "starter" / "default"
        for path in [
            Path("mkdocs.yml"),
            *sorted(Path("docs/_data").glob("*.*")),
            *sorted(Path("docs/guides").glob("*.md")),
            *sorted(Path("quizzes").rglob("*.yml")),
        ]:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            copyfile(path, target / path)


setup(cmdclass={"build_py": BuildWithStarter})
