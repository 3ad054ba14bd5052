"""What is true: money, accounts, events and rules, in pure Python."""
