package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --port       | 99999 | --port must be 1 to 65535
                    --port       | -1    | --port must be 1 to 65535
                    --first-port | 65534 | --first-port must be 1 to 655
                    --people     | -5    | A society has 1,000 to 23,600,000 people, not -5
                    --people     | 999   | A society has 1,000 to 23,600,000 people, not 999
                    """)
    void refusesInOneLineWhatCannotBeBeforeAnythingIsWritten(String option, String value, String line) {
        Path data = folder.resolve("data");

        int code = Qiao.run("demo", "--data", data.toString(), option, value);

        assertThat(code).isEqualTo(2);
        assertThat(lines()).singleElement().asString().startsWith("Qiao cannot go on: " + line);
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesADataFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        int code = Qiao.run("demo", "--data", file.toString());

        assertThat(code).isEqualTo(2);
        assertThat(lines()).last().asString().contains(file + " cannot be used (it is not a folder)", "--data");
    }

    @Test
    void findsTheDataFolderFromWhereTheCallerIs() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        System.setProperty("qiao.caller", folder.toString());
        try {
            assertThat(Qiao.run("demo", "--data", "file")).isEqualTo(2);
        } finally {
            System.clearProperty("qiao.caller");
        }
        assertThat(lines()).last().asString().contains(file + " cannot be used (it is not a folder)");
    }

    @ParameterizedTest
    @CsvSource({"/proc/foo", "/etc/passwd/foo"})
    void refusesADataFolderThatCannotBeMade(String data) {
        int code = Qiao.run("demo", "--data", data);

        assertThat(code).isEqualTo(2);
        assertThat(lines()).last().asString().contains("The data folder " + data + " cannot be used");
        assertThat(lines()).noneMatch(line -> line.startsWith("\tat ") || line.contains("PostgreSQL"));
    }

    private List<String> lines() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
