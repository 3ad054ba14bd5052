"""The desktop: Qt, and only here."""
