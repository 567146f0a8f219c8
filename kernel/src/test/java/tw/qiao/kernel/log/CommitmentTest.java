package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitmentTest {
    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";

    @Test
    void isTheHashOfSaltAndHashOfTheStatement() {
        // printf '{"a":1}' | sha256sum | xxd -r -p | (head -c 16 /dev/zero; cat) | sha256sum | xxd -r -p | base64
        assertThat(Commitment.to(Map.of("a", 1), SALT)).isEqualTo("WfO3lyULNjnNrWJTfkZAwoRmfT5vWfB/DCs1Wf/6vOE=");
    }

    @Test
    void changesWithTheSaltAndWithTheStatement() {
        String commitment = Commitment.to(Map.of("a", 1), SALT);

        assertThat(Commitment.to(Map.of("a", 2), SALT)).isNotEqualTo(commitment);
        assertThat(Commitment.to(Map.of("a", 1), "AAAAAAAAAAAAAAAAAAAAAQ")).isNotEqualTo(commitment);
    }

    @Test
    void refusesASaltThatCanBeGuessed() {
        assertThatThrownBy(() -> Commitment.to(Map.of(), "AAAA")).isInstanceOf(IllegalArgumentException.class);
    }
}
