package tw.qiao.platform.warehouse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;

/** Answers that are kept for a quarter of an hour, so that pages of one answer always belong together. */
@Repository
class KeptResults {
    private static final Duration LIFE = Duration.ofMinutes(15);

    /** How many answers of one person are kept at once. */
    private static final int MOST = 30;

    private final JdbcClient database;
    private final Clock clock;

    KeptResults(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps the answer to a query of {@code account}, and forgets old ones. */
    void keep(UUID query, UUID account, Result result) {
        database.sql("delete from warehouse.result where expires < :now")
                .param("now", now())
                .update();
        database.sql("insert into warehouse.result (query, content, expires) values (:query, :content, :expires)")
                .param("query", query)
                .param("content", packed(JsonFormat.bytes(result)))
                .param("expires", now().plus(LIFE))
                .update();
        database.sql("""
                delete from warehouse.result where query in (
                  select id from warehouse.query join warehouse.result on id = result.query
                  where account = :account order by at desc offset :most)
                """).param("account", account).param("most", MOST).update();
    }

    /** The answer to a query of {@code account}; empty when it is not kept any more. */
    Optional<Result> find(UUID query, UUID account) {
        return database.sql("""
                select content from warehouse.result
                where query = :query and expires >= :now
                  and exists (select from warehouse.query where id = :query and account = :account)
                """)
                .param("query", query)
                .param("account", account)
                .param("now", now())
                .query(byte[].class)
                .optional()
                .map(content -> JsonFormat.read(unpacked(content)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static byte[] packed(byte[] json) {
        var bytes = new ByteArrayOutputStream(json.length / 4);
        try (var gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            gzip.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] content) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
