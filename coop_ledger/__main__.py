"""`python -m coop_ledger` is the command `coop-ledger`."""

from coop_ledger.cli.main import main

if __name__ == "__main__":
    main()
