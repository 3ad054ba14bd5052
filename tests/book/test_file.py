from sqlalchemy import insert, select
from coop_ledger.book import file, schema
def test_a(store):
    with store.write() as c:
        c.execute(insert(schema.ledger_group),[{"id":1,"code":"g"}])
    store.reopen()
    assert store.faults==()
    with store.snapshot() as s, s.read() as c:
        assert c.execute(select(schema.ledger_group)).all()==[(1,"g")]
