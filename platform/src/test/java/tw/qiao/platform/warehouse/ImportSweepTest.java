package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tw.qiao.platform.warehouse.FileImport.State;

class ImportSweepTest {
    private static TestWarehouse warehouse;

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void countsAnImportAsLostOnlyWhenNobodyWorksOnItAnyMore() throws IOException {
        FileImport working = running(Duration.ofSeconds(30));
        FileImport crashed = running(Duration.ofSeconds(-1));

        folder().sweep();

        assertThat(imports().find(working.id()).orElseThrow().state())
                .as("sent hours ago, and still being imported")
                .isEqualTo(State.RUNNING);
        assertThat(file(working)).exists();
        FileImport lost = imports().find(crashed.id()).orElseThrow();
        assertThat(lost.state()).isEqualTo(State.FAILED);
        assertThat(lost.outcome().problem()).contains("請再試一次");
        assertThat(file(crashed)).doesNotExist();
    }

    @Test
    void aBeatKeepsAnImportAlive() throws IOException {
        FileImport slow = running(Duration.ofSeconds(-1));

        imports().renew(slow.id());
        folder().sweep();

        assertThat(imports().find(slow.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void sweepsFilesThatNobodyKnowsOnceTheyAreOld() throws IOException {
        Path fresh = folder().file(UUID.randomUUID(), "a.csv");
        Path old = folder().file(UUID.randomUUID(), "a.csv");
        for (Path file : new Path[] {fresh, old}) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a");
        }
        Files.setLastModifiedTime(old.getParent(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        folder().sweep();

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
    }

    private static FileImport running(Duration alive) throws IOException {
        FileImport one =
                FileImports.fresh(UUID.randomUUID(), UUID.randomUUID(), "income-tax-by-village", "2008.csv", 1, "");
        imports().add(one);
        warehouse
                .platform()
                .bean(JdbcClient.class)
                .sql("update warehouse.import set state = 'running', alive = :alive, sent = :sent where id = :id")
                .param("alive", at(Instant.now().plus(alive)))
                .param("sent", at(Instant.now().minus(Duration.ofHours(5))))
                .param("id", one.id())
                .update();
        Files.createDirectories(file(one).getParent());
        Files.writeString(file(one), "a");
        return one;
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Path file(FileImport one) {
        return folder().file(one.id(), one.file());
    }

    private static ImportFolder folder() {
        return warehouse.platform().bean(ImportFolder.class);
    }

    private static FileImports imports() {
        return warehouse.platform().bean(FileImports.class);
    }
}
