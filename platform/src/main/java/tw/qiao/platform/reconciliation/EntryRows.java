package tw.qiao.platform.reconciliation;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.platform.reconciliation.LoggedEntry.Counted;

/** The rows of entries, written many at once. */
@Repository
class EntryRows {
    private static final int BATCH = 1_000;

    private final JdbcTemplate database;
    private final Parties parties;

    EntryRows(JdbcTemplate database, Parties parties) {
        this.database = database;
        this.parties = parties;
    }

    /** An entry at its place in its log. */
    private record Placed(long place, LoggedEntry entry) {}

    /**
     * Takes the entries that stand in a log from {@code first} on, and has their exchanges looked at again.
     *
     * @return whether it did, because no other process was faster
     */
    @Transactional
    public boolean add(LogState log, long first, List<byte[]> contents, Instant now) {
        Long size = database.queryForObject(
                "select size from reconciliation.log where id = ? for update", Long.class, log.id());
        if (size == null || size != first) {
            return false;
        }
        var entries = new ArrayList<Placed>();
        for (int i = 0; i < contents.size(); i++) {
            long place = first + i;
            LoggedEntry.read(contents.get(i), log.member()).ifPresent(entry -> entries.add(new Placed(place, entry)));
            LoggedEntry.counted(contents.get(i)).ifPresent(counted -> count(log, place, counted));
        }
        insert(log, entries, now);
        database.update(
                "update reconciliation.log set size = ?, grown_at = ? where id = ?",
                first + contents.size(),
                Timestamp.from(now),
                log.id());
        return true;
    }

    private void count(LogState log, long place, Counted counted) {
        database.update(
                "insert into reconciliation.counted values (?, ?, ?, ?)",
                log.id(),
                place,
                counted.code(),
                counted.second());
    }

    private void insert(LogState log, List<Placed> entries, Instant now) {
        Map<String, Integer> ids = parties.ids();
        database.batchUpdate("""
                insert into reconciliation.entry
                select ?, ?, x.gx_id, ?, ?, x.side, x.kind,
                  exists (select from reconciliation.entry e
                          where e.gx_id = x.gx_id and e.log = ? and e.side = x.side and e.kind = x.kind
                            and e.kind <> 'r'),
                  ?, ?, ?, ?, ?, ?
                from (select ?::uuid gx_id, ?::"char" side, ?::"char" kind) x
                """, entries, BATCH, (statement, placed) -> {
            var entry = placed.entry();
            statement.setInt(1, log.id());
            statement.setLong(2, placed.place());
            statement.setObject(3, id(ids, entry.consumer()), Types.INTEGER);
            statement.setObject(4, id(ids, entry.provider()), Types.INTEGER);
            statement.setInt(5, log.id());
            statement.setTimestamp(6, Timestamp.from(entry.at()));
            statement.setTimestamp(7, Timestamp.from(now));
            statement.setString(8, entry.facts());
            statement.setString(9, entry.service());
            statement.setString(10, entry.answer());
            statement.setString(11, entry.code());
            statement.setObject(12, entry.exchange());
            statement.setString(13, String.valueOf(entry.side()));
            statement.setString(14, String.valueOf(entry.kind()));
        });
        database.batchUpdate(
                "insert into reconciliation.waiting values (?) on conflict do nothing",
                entries.stream()
                        .map(placed -> placed.entry().exchange())
                        .distinct()
                        .toList(),
                BATCH,
                (statement, exchange) -> statement.setObject(1, exchange));
    }

    private static @Nullable Integer id(Map<String, Integer> ids, String member) {
        return ids.get(member);
    }
}
