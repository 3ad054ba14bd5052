"""What a deed changes, before it is recorded: each purse before and after."""

from collections.abc import Sequence

from coop_ledger.i18n import _
from ui.presenters.fund_deeds import Effect
from ui.widgets.card import Card
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, line, row


class EffectsCard(Card):
    """One line for each purse or heap of goods that a deed touches."""

    def __init__(self) -> None:
        super().__init__(title=_("What it changes"), note=_("before it is recorded"), spacing=8)

    def tell(self, effects: Sequence[Effect]) -> None:
        """Show what is touched, or what will stand here."""
        clear(self.body)
        if not effects:
            words = _("Each box and account that this touches stands here, before and after.")
            self.add(Label(words, "body", "text2", wrap=True))
        for place, effect in enumerate(effects):
            if place:
                self.add(line())
            figures = row(
                Label(effect.before, "secondary"),
                Icon("chevron-right", "text2", 16),
                Label(effect.after, "strong"),
                1,
                spacing=10,
            )
            self.add(column(Label(effect.words, "label", wrap=True), figures, spacing=2))
        self.add(1)
