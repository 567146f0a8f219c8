package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** PostgreSQL goes away and comes back while people submit. */
class DatabaseRestartTest {
    @Test
    void losesAndDoublesNoSubmissionWhenPostgresRestarts(@TempDir Path folder) throws Exception {
        Path people = Files.writeString(folder.resolve("people.json"), Applicant.PEOPLE);
        int port = FreePort.find();
        EmbeddedPostgres postgres = postgres(folder, port);
        String url = postgres.getJdbcUrl("postgres", "postgres");
        try (TestPlatform platform = TestPlatform.start(
                url,
                Files.createDirectory(folder.resolve("data")),
                "qiao.site.demo=true",
                "qiao.demo.people=" + people,
                "spring.datasource.hikari.connection-timeout=1000",
                "qiao.exchange.node=http://127.0.0.1:1")) {
            Applicant applicant = Applicant.signIn(platform, Applicant.first());
            List<Visited> checks = List.of(applicant.fillIn("own"), applicant.fillIn("own"), applicant.fillIn("own"));
            List<Visited> answers = new CopyOnWriteArrayList<>();

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                checks.forEach(check -> threads.execute(() -> submitUntilItWorks(applicant, check, answers)));
                postgres.close();
                postgres = postgres(folder, port);
            }

            assertThat(answers).extracting(Visited::status).isSubsetOf(200, 503);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 200)
                    .extracting(Visited::heading)
                    .hasSize(3)
                    .containsOnly("申請已送出");
            assertThat(platform.database()
                            .sql("select count(*) from forms.submission")
                            .query(Long.class)
                            .single())
                    .isEqualTo(3);
        } finally {
            postgres.close();
        }
    }

    private static void submitUntilItWorks(Applicant applicant, Visited check, List<Visited> answers) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(end)) {
            try {
                Visited answer = applicant.submit(check, Map.of("declaration", "yes"));
                answers.add(answer);
                if (answer.status() == 200) {
                    return;
                }
            } catch (UncheckedIOException lostConnection) {
                // The answer was lost on its way; a person would send again, too.
            }
        }
    }

    private static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
