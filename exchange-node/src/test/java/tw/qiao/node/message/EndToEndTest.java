package tw.qiao.node.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class EndToEndTest {
    private static Fields crossed(Fields fields) {
        return EndToEnd.unpacked(new Fields()
                .add(
                        EndToEnd.FIELD,
                        EndToEnd.ofRequest(fields, Optional.empty()).orElse("")));
    }

    @Test
    void carriesEveryLineAndEveryOctetOfAField() {
        var fields = crossed(new Fields()
                .add("X-Name", "caf\u00e9\t\"quoted\\\"")
                .add("X-Empty", "")
                .add("Forwarded", "for=a")
                .add("Forwarded", "for=b, for=c"));

        assertThat(fields.all("x-name")).containsExactly("caf\u00e9\t\"quoted\\\"");
        assertThat(fields.all("x-empty")).containsExactly("");
        assertThat(fields.all("forwarded")).containsExactly("for=a", "for=b, for=c");
    }

    @Test
    void isTheSameWhateverTheOrderOfTheFields() {
        assertThat(EndToEnd.ofRequest(new Fields().add("B", "2").add("A", "1"), Optional.of("7")))
                .contains("a=\"1\", b=\"2\", x-road-id=\"7\"");
    }

    @Test
    void leavesWhatTheConnectionNamesBehind() {
        var fields = crossed(
                new Fields().add("Connection", "close, X-Hop").add("X-Hop", "1").add("X-End", "2"));

        assertThat(fields.names()).containsExactly("x-end");
    }

    @Test
    void carriesNothingWhereThereIsNothing() {
        assertThat(EndToEnd.ofRequest(new Fields().add("Host", "h").add("Gx-Purpose", "p"), Optional.empty()))
                .isEmpty();
        assertThat(EndToEnd.ofAnswer(new Fields().add("X-Road-Extension", "1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=\"h\"",
                "gx-id=\"1\"",
                "x-road-client=\"TW/GOV/A/b\"",
                "x-road-error=\"e\"",
                "x-http-method-override=\"PUT\"",
                "a=1",
                "a=?1",
                "a=\"1\";p",
                "a=(\"1\";p)",
                "a=:DQo=:",
                "a=\"1\", a=\"2\"",
                "content-length=\"0\""
            })
    void refusesWhatNoNodeMayCarry(String packed) {
        assertThatThrownBy(() -> EndToEnd.unpacked(new Fields().add(EndToEnd.FIELD, packed)))
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1st", "x!y", "x~y"})
    void refusesANameThatCannotBeAKey(String name) {
        assertThatThrownBy(() -> EndToEnd.ofRequest(new Fields().add(name, "1"), Optional.empty()))
                .isInstanceOf(Problem.class);
    }
}
