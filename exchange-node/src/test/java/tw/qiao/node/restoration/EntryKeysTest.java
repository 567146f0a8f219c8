package tw.qiao.node.restoration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryKeysTest {
    private final EntryKeys keys = new EntryKeys();

    private String keyOf(String kind) {
        return keys.keyOf(7, ("{\"side\":\"provider\",\"kind\":\"" + kind + "\",\"gx_id\":\"x\"}").getBytes(UTF_8));
    }

    @Test
    void findsAllEntriesOfAnExchangeAgainAndOfWhatComesTwiceTheFirst() {
        assertThat(keyOf("request")).isEqualTo("provider/request/x");
        assertThat(keyOf("begun")).isEqualTo("provider/begun/x");
        assertThat(keyOf("begun")).isEqualTo("restored/7");
        assertThat(keyOf("response")).isEqualTo("provider/response/x");
        assertThat(keyOf("refusal")).isEqualTo("provider/refusal/x");
        assertThat(keyOf("refusal")).isEqualTo("restored/7");
        assertThat(keyOf("refusals")).isEqualTo("restored/7");
    }
}
