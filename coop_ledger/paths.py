"""Where things are: what ships with the program, and what belongs to the person at this desk.

    resource, translations, …    beside the package, in a checkout and when installed
    data, settings_file, logs    of the user, or all under COOP_LEDGER_HOME when it is set

Folders of the user are made when something is written, not when they are asked for.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME_VARIABLE = "COOP_LEDGER_HOME"


def resource(*parts: str) -> Path:
    """A file or folder that ships with the program, named part by part from the root.

    translations/, migrations/ and ui/ stand beside coop_ledger/ in a checkout, in site-packages
    and in a frozen program, so one rule finds them in all three.
    """
    return ROOT.joinpath(*parts)


def translations() -> Path:
    """The folder of the catalogues."""
    return resource("translations")


def migrations() -> Path:
    """The folder of the schema's history."""
    return resource("migrations")


def fonts() -> Path:
    """The folder of the typefaces of paper."""
    return resource("coop_ledger", "fonts")


def manual() -> Path:
    """The folder of the manual, one sub-folder a language."""
    return resource("ui", "resources", "manual")


def data() -> Path:
    """The folder where a person's books are kept unless she says otherwise."""
    return _of_user("data", "user_data_path")


def settings_file() -> Path:
    """The file of this person's choices on this PC."""
    return _of_user("settings", "user_config_path") / "settings.json"


def logs() -> Path:
    """The folder of the program's own diary."""
    return _of_user("logs", "user_log_path")


def backups() -> Path:
    """The folder of the verified copies made when a book is closed."""
    return data() / "backups"


def practice() -> Path:
    """The folder of practice books, which are nobody's money."""
    return data() / "practice"


def _of_user(name: str, platform_folder: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / name
    import platformdirs  # 5 ms that a command with COOP_LEDGER_HOME or no settings does not pay

    folder: Path = getattr(platformdirs, platform_folder)("coop-ledger", appauthor=False)
    return folder
