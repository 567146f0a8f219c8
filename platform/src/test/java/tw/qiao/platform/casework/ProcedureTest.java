package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProcedureTest {
    private static final String SHIPPED = read(Path.of("src/main/resources/cases/construction-firm-registration.json"));

    @Test
    void acceptsTheProcedureThatShips() {
        assertThat(ProcedureCheck.faults(Procedures.parse(SHIPPED))).isEmpty();
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                Arguments.of(
                        "\"from\": [\"approved\"]", "\"from\": [\"rejected\"]", "rejected is final but has a way out"),
                Arguments.of("\"to\": \"approved\"", "\"to\": \"rejected\"", "approved cannot be reached"),
                Arguments.of("\"to\": \"certificate_issued\"", "\"to\": \"approved\"", "approved is a dead end"),
                Arguments.of("\"to\": \"withdrawn\"", "\"to\": \"nowhere\"", "withdraw ends in an unknown state"),
                Arguments.of("\"articles\": [\"cia-15\", \"cia-7\"]", "\"articles\": []", "decides without an article"),
                Arguments.of("\"articles\": [\"cia-15\", \"cia-7\"]", "\"articles\": [\"x\"]", "unknown article x"),
                Arguments.of(
                        "\"guards\": [\"assignee\", \"not_applicant\"],\n      \"comment\": \"optional\"",
                        "\"guards\": [\"assignee\"],\n      \"comment\": \"whatever\"",
                        "Not a procedure"),
                Arguments.of("\"working_days\": 10", "\"working_days\": 0", "at least one day"),
                Arguments.of("\"initial\": \"submitted\"", "\"initial\": \"draft\"", "initial state does not exist"));
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void refusesAProcedureThatCannotWork(String right, String wrong, String fault) {
        assertThat(SHIPPED).contains(right);

        assertThatThrownBy(() -> Procedures.parse(SHIPPED.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void hasTheWordsOfEveryMessageThatItSends() throws IOException {
        Procedure procedure = Procedures.parse(SHIPPED);
        for (String language : new String[] {"", "_en"}) {
            var words = new Properties();
            try (var reader = Files.newBufferedReader(
                    Path.of("src/main/resources/messages/notifications" + language + ".properties"),
                    StandardCharsets.UTF_8)) {
                words.load(reader);
            }

            Stream.concat(
                            Stream.of(procedure.openingNotice()),
                            procedure.steps().stream().map(Procedure.Step::notice))
                    .filter(notice -> !notice.isEmpty())
                    .forEach(notice -> assertThat(words.keySet())
                            .contains("notifications." + notice + ".subject", "notifications." + notice + ".body"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
