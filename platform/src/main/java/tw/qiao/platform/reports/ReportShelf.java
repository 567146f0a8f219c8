package tw.qiao.platform.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All reports: those that come with the platform, and those that analysts keep for all analysts. */
@Repository
class ReportShelf {
    private static final List<String> SHIPPED = List.of(
            "vital-events", "vital-events-by-township", "population-by-age", "income-by-township", "fatal-accidents");

    /** How many one person keeps at once. */
    private static final int MOST = 200;

    private final List<Report> shipped =
            SHIPPED.stream().map(ReportShelf::shipped).toList();
    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    ReportShelf(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    private static Report shipped(String key) {
        InputStream yaml = ReportShelf.class.getResourceAsStream("/reports/" + key + ".yaml");
        return new Report(
                key,
                Optional.empty(),
                DeclarationReader.read("reports/" + key + ".yaml", Objects.requireNonNull(yaml, key)));
    }

    /** All reports, those of the platform first, then the newest. */
    List<Report> all() {
        var all = new ArrayList<>(shipped);
        all.addAll(database.sql("select * from reports.kept order by made desc, id desc limit 500")
                .query((row, _) -> report(row))
                .list());
        return all;
    }

    /** The report {@code key}; a problem {@code report_unknown} when there is none. */
    Report require(String key) {
        return find(key).orElseThrow(() -> Problem.notFound("report_unknown", "There is no such report"));
    }

    Optional<Report> find(String key) {
        return shipped.stream()
                .filter(report -> report.key().equals(key))
                .findFirst()
                .or(() -> kept(key));
    }

    /** The declarations of those of these reports that are still there. */
    Map<String, ReportDeclaration> declarations(Stream<String> keys) {
        return keys.distinct()
                .flatMap(key -> find(key).stream())
                .collect(Collectors.toMap(Report::key, Report::declaration));
    }

    private Optional<Report> kept(String key) {
        return database.sql("select * from reports.kept where id::text = :key")
                .param("key", key)
                .query((row, _) -> report(row))
                .optional();
    }

    /** Keeps a report and gives its key. */
    String keep(UUID owner, ObjectNode declaration) {
        int present = database.sql("select count(*) from reports.kept where owner = :owner")
                .param("owner", owner)
                .query(Integer.class)
                .single();
        if (present >= MOST) {
            throw Problem.conflict("report_too_many", "You keep " + MOST + " reports; remove one first");
        }
        UUID id = ids.uuid();
        database.sql("""
                insert into reports.kept (id, owner, declaration, made) values (:id, :owner, :declaration, :now)
                """)
                .param("id", id)
                .param("owner", owner)
                .param("declaration", CanonicalJson.MAPPER.writeValueAsString(declaration))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id.toString();
    }

    /** Removes a report of {@code owner}; what was made of it stays. */
    void remove(String key, UUID owner) {
        database.sql("delete from reports.kept where id::text = :key and owner = :owner")
                .param("key", key)
                .param("owner", owner)
                .update();
    }

    private static Report report(ResultSet row) throws SQLException {
        String key = row.getString("id");
        var json = new ByteArrayInputStream(row.getString("declaration").getBytes(UTF_8));
        return new Report(
                key, Optional.of(row.getObject("owner", UUID.class)), DeclarationReader.read("report " + key, json));
    }
}
