"""The README shows the real workflow (工作流程)."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- workflow: manage.py print_workflow -->", "<!-- end of workflow -->"


def test_readme_shows_the_real_workflow():
    printed = StringIO()
    call_command("print_workflow", stdout=printed)

    shown = README.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]

    assert shown.strip() == printed.getvalue().strip()
