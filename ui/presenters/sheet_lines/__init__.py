"""The kinds of lines of the "other" money of a meeting, in the order in which letters find them.

A new kind is a module in this package and one line in `LINES`; `line.py` says what it must say.
"""

from ui.presenters.sheet_lines.aid import Aid
from ui.presenters.sheet_lines.back import Back
from ui.presenters.sheet_lines.bank import Bank
from ui.presenters.sheet_lines.contribution import FreeContribution
from ui.presenters.sheet_lines.delivery import DeliverySaving, MilestoneReached
from ui.presenters.sheet_lines.expense import Expense
from ui.presenters.sheet_lines.goods import GoodsBought, GoodsGiven
from ui.presenters.sheet_lines.income import Income
from ui.presenters.sheet_lines.life import Departure, Loss
from ui.presenters.sheet_lines.line import SheetLine
from ui.presenters.sheet_lines.loan_deeds import (
    BankLoanIn,
    BankLoanOut,
    MoreTime,
    Ratified,
    Recovered,
    RolledOver,
    WrittenOff,
)
from ui.presenters.sheet_lines.rest import Rest
from ui.presenters.sheet_lines.saving import FreeSaving
from ui.presenters.sheet_lines.tontine import TurnCovered, TurnsSwapped, TurnTaken
from ui.presenters.sheet_lines.transfer import Transfer
from ui.presenters.sheet_lines.waived import Waived

LINES: tuple[type[SheetLine], ...] = (
    Income,
    Expense,
    Aid,
    Back,
    Waived,
    Bank,
    Transfer,
    GoodsBought,
    GoodsGiven,
    FreeContribution,
    FreeSaving,
    DeliverySaving,
    MilestoneReached,
    TurnTaken,
    TurnCovered,
    TurnsSwapped,
    Ratified,
    MoreTime,
    RolledOver,
    WrittenOff,
    Recovered,
    BankLoanIn,
    BankLoanOut,
    Departure,
    Rest,
    Loss,
)
