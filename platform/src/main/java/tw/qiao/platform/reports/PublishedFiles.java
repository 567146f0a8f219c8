package tw.qiao.platform.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Sha256;
import tw.qiao.platform.site.Bilingual;

/** The files of all runs, as they were published. */
@Repository
class PublishedFiles {
    private static final int SALT_OCTETS = 32;
    private static final String SELECT = """
            select run, title_zh, title_en, format, bytes, sha256, salt, ended, expires,
              content is null as gone, log_index
            from reports.file join reports.run on id = run
            """;

    private final JdbcClient database;
    private final Ids ids;

    PublishedFiles(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    void add(UUID run, FileFormat format, byte[] content, Instant expires) {
        database.sql("""
                insert into reports.file (run, format, content, bytes, sha256, salt, expires)
                values (:run, :format, :content, :bytes, :sha256, :salt, :expires)
                """)
                .param("run", run)
                .param("format", format.word())
                .param("content", content)
                .param("bytes", content.length)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("sha256", HexFormat.of().formatHex(Sha256.of(content)))
                .param("salt", ids.token(SALT_OCTETS))
                .update();
    }

    /** Deletes the content of files whose time is over; returns of how many. */
    int deleteExpired(Instant now) {
        return database.sql("update reports.file set content = null where content is not null and expires <= :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The files of a run. */
    List<PublishedFile> of(UUID run) {
        return database.sql(SELECT + " where run = :run order by format desc")
                .param("run", run)
                .query((row, _) -> file(row))
                .list();
    }

    Optional<PublishedFile> find(UUID run, FileFormat format) {
        return of(run).stream().filter(file -> file.format() == format).findFirst();
    }

    /** Those with this digest, the oldest first. */
    List<PublishedFile> withDigest(String sha256) {
        return database.sql(SELECT + " where sha256 = :sha256 order by ended, run limit 10")
                .param("sha256", sha256)
                .query((row, _) -> file(row))
                .list();
    }

    Optional<byte[]> content(UUID run, FileFormat format) {
        return database.sql(
                        "select content from reports.file where run = :run and format = :format and content is not null")
                .param("run", run)
                .param("format", format.word())
                .query(byte[].class)
                .optional();
    }

    void anchored(PublishedFile file, long index) {
        database.sql("update reports.file set log_index = :index where run = :run and format = :format")
                .param("index", index)
                .param("run", file.run())
                .param("format", file.format().word())
                .update();
    }

    private static PublishedFile file(ResultSet row) throws SQLException {
        long index = row.getLong("log_index");
        return new PublishedFile(
                row.getObject("run", UUID.class),
                new Bilingual(row.getString("title_zh"), row.getString("title_en")),
                FileFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getString("salt"),
                row.getObject("ended", OffsetDateTime.class).toInstant(),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                row.getBoolean("gone"),
                row.getObject("log_index") == null ? OptionalLong.empty() : OptionalLong.of(index));
    }
}
