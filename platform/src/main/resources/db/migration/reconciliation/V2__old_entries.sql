-- Entries come in the order of time, so a few pages tell where the old ones end.
create index entry_seen on reconciliation.entry using brin (seen);
create index counted_second on reconciliation.counted using brin (second);
