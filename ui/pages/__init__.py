"""Every page of the window, one line each.

A page's module is imported when the page is first shown: the book and its SQL come with it,
and the window must be painted before (`performance.md`, 8.7).
"""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page's name, and where its class is. `place` is the entry of the rail it belongs to."""

    name: str
    module: str
    class_name: str
    place: str = ""

    def load(self) -> type["Page"]:
        """Import the page's class."""
        found: type[Page] = getattr(importlib.import_module(self.module), self.class_name)
        return found


PAGES = (
    PageEntry("welcome", "ui.pages.welcome", "WelcomePage"),
    PageEntry("settings", "ui.pages.settings", "SettingsPage"),
    PageEntry("help", "ui.pages.help", "HelpPage"),
    PageEntry("new_group", "ui.pages.new_group", "NewGroupPage"),
    PageEntry("meeting", "ui.pages.meeting", "MeetingPage", "meeting"),
    PageEntry("meetings", "ui.pages.meetings", "MeetingsPage", "meeting"),
    PageEntry("home", "ui.pages.home", "HomePage", "home"),
    PageEntry("members", "ui.pages.members", "MembersPage", "members"),
    PageEntry("member", "ui.pages.member", "MemberPage", "members"),
    PageEntry("arrears", "ui.pages.arrears", "ArrearsPage", "members"),
    PageEntry("opening", "ui.pages.opening", "OpeningPage", "home"),
    PageEntry("loss", "ui.pages.loss", "LossPage", "home"),
    PageEntry("departure", "ui.pages.departure", "DeparturePage", "members"),
    PageEntry("loans", "ui.pages.loans", "LoansPage", "loans"),
    PageEntry("new_loan", "ui.pages.new_loan", "NewLoanPage", "loans"),
    PageEntry("bank_loans", "ui.pages.bank_loans", "BankLoansPage", "loans"),
    PageEntry("funds", "ui.pages.funds", "FundsPage", "home"),
    PageEntry("fund_deed", "ui.pages.fund_deed", "FundDeedPage", "home"),
    PageEntry("deliveries", "ui.pages.deliveries", "DeliveriesPage", "members"),
    PageEntry("tontine", "ui.pages.tontine", "TontinePage", "home"),
    PageEntry("tontine_deed", "ui.pages.tontine_deed", "TontineDeedPage", "home"),
    PageEntry("journal", "ui.pages.journal", "JournalPage", "journal"),
    PageEntry("reports", "ui.pages.reports", "ReportsPage", "reports"),
    PageEntry("rules", "ui.pages.rules", "RulesPage", "reports"),
    PageEntry("rules_vote", "ui.pages.rules_vote", "RulesVotePage", "reports"),
    PageEntry("share_out", "ui.pages.share_out", "ShareOutPage", "reports"),
)
