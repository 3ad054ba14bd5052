"""Everything a person can do, in one table.

Menus, rail, palette and the list of keys are drawn from it. The F keys are those of
`interface.md`, 1.2: they stay, because they are printed on a card under the screen. No
key is a digit or a sign that needs Shift or AltGr on an AZERTY keyboard.
"""

import enum
from dataclasses import dataclass

from coop_ledger.i18n import N_


class Need(enum.IntEnum):
    """What must be there before an action can be done."""

    NOTHING = 0
    BOOK = 1
    GROUP = 2


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done: its words, its icon, its key and where it is found.

    An action with a `page` goes there; the others are answered by the page in front
    (`Page.answers()`) or by the window. `find` holds further words for the palette. One with a
    `part` is offered only to a group whose rules have it ("deliveries").
    """

    id: str
    text: str
    icon: str = ""
    key: str = ""
    menu: str = ""
    needs: Need = Need.NOTHING
    page: str = ""
    rail: bool = False
    find: str = ""
    part: str = ""


MENUS = {
    "book": N_("Book"),
    "go": N_("Go to"),
    "work": N_("Work"),
    "view": N_("View"),
    "help": N_("Help"),
}

ACTIONS = (
    Action("new_group", N_("New group…"), "add", "Ctrl+N", "book", page="new_group"),
    Action("open_book", N_("Open…"), "folder", "Ctrl+O", "book"),
    Action("practise", N_("Practise"), "passbook", "Ctrl+T", "book", find=N_("exercise demo")),
    Action("back_up", N_("USB stick"), "usb", "Ctrl+U", "book", find=N_("backup copy restore")),
    Action("print", N_("Print…"), "print", "Ctrl+P", "book", Need.GROUP),
    Action("check", N_("Check the book"), "proof", "", "book", Need.BOOK),
    Action("save", N_("Save"), "check", "Ctrl+S", "book", Need.BOOK),
    Action("close_book", N_("Close the book"), "close", "Ctrl+W", "book", Need.BOOK),
    Action("settings", N_("Settings"), "switch", "Ctrl+,", "book", page="settings"),
    Action("quit", N_("Quit"), "", "Ctrl+Q", "book"),
    Action("home", N_("Home"), "home", "Alt+Home", "go", Need.GROUP, "home", rail=True),
    Action("meeting", N_("Meeting"), "meeting", "F5", "go", Need.GROUP, "meeting", rail=True),
    Action("members", N_("Members"), "members", "Ctrl+M", "go", Need.GROUP, "members", rail=True),
    Action("loans", N_("Loans"), "loan", "F7", "go", Need.GROUP, "loans", rail=True),
    Action(
        *("bank_loans", N_("Bank loans"), "loan", "", "go", Need.GROUP, "bank_loans"),
        find=N_("borrow bank lender microfinance debt of the group"),
    ),
    Action(
        *("arrears", N_("Arrears"), "members", "", "go", Need.GROUP, "arrears"),
        find=N_("unpaid fines contributions missed late ahead owed"),
    ),
    Action(
        *("funds", N_("Funds"), "cash-box", "Ctrl+B", "go", Need.GROUP, "funds"),
        find=N_("box bank mobile money transfer aid soap goods count confidential"),
    ),
    Action("journal", N_("Journal"), "passbook", "Ctrl+J", "go", Need.GROUP, "journal", rail=True),
    Action("reports", N_("Reports"), "reports", "Ctrl+R", "go", Need.GROUP, "reports", rail=True),
    Action(
        *("tontine", N_("Tontine"), "switch", "Ctrl+Shift+T", "go"),
        *(Need.GROUP, "tontine"),
        find=N_("turn round pot draw by lot auction hands cover stake swap"),
        part="tontine",
    ),
    Action(
        *("share_out", N_("Share-out"), "wallet", "Ctrl+Shift+P", "go"),
        *(Need.GROUP, "share_out"),
        find=N_("end of cycle"),
    ),
    Action(
        *("rules", N_("Rules of the group"), "passbook", "", "go", Need.GROUP, "rules"),
        find=N_("vote statutes share price fine interest rate ceiling"),
    ),
    Action(
        *("deliveries", N_("Delivery plans"), "heart", "Ctrl+Shift+A", "go"),
        *(Need.GROUP, "deliveries"),
        find=N_("childbirth pregnant birth subsidy donor health centre"),
        part="deliveries",
    ),
    Action(
        *("new_loan", N_("New loan"), "add", "Ctrl+Shift+N", "work"),
        *(Need.GROUP, "new_loan"),
    ),
    Action(
        *("loss", N_("Theft or loss…"), "warning", "", "work", Need.GROUP, "loss"),
        find=N_("stolen robbery money missing police"),
    ),
    Action("edit", N_("Change"), "edit", "F2", "work", Need.GROUP),
    Action("palette", N_("Find or do…"), "search", "Ctrl+K", "work", find=N_("search")),
    Action("find", N_("Find on this page"), "search", "F3", "work", Need.GROUP),
    Action("next_panel", N_("Next panel"), "chevron-right", "F6", "work"),
    Action("room", N_("Room display"), "room", "F11", "work", Need.GROUP),
    Action("close_off", N_("Check and close"), "lock", "F12", "work", Need.GROUP),
    Action("zoom_in", N_("Larger"), "", "Ctrl++", "view"),
    Action("zoom_out", N_("Smaller"), "", "Ctrl+-", "view"),
    Action("zoom_reset", N_("Normal size"), "", "Ctrl+0", "view"),
    Action("theme", N_("Light or dark"), "dark", "", "view"),
    Action("language", N_("French or English"), "", "", "view"),
    Action("menu", N_("Menu"), "menu", "F10", ""),
    Action("help", N_("Help"), "help", "F1", "help"),
    Action("keys", N_("All the keys"), "", "", "help"),
    Action("about", N_("About Coop Ledger"), "info", "", "help"),
)

BY_ID = {action.id: action for action in ACTIONS}
RAIL = tuple(action for action in ACTIONS if action.rail)
