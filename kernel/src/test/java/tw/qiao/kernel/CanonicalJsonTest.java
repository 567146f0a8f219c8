package tw.qiao.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void sortsKeysByUtf16CodeUnitsAsInRfc8785() {
        var tree = CanonicalJson.MAPPER.readTree("""
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
                 "\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
                """);

        assertThat(canonical(tree))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                        + "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesOnlyWhatRfc8785Escapes() {
        assertThat(canonical(Map.of("a", "€$\u000f\nA'B\"\\\"/")))
                .isEqualTo("{\"a\":\"€$\\u000f\\nA'B\\\"\\\\\\\"/\"}");
    }

    @Test
    void refusesNumbersWithoutAnExactForm() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(1L << 53));
    }

    @Test
    void refusesDuplicateKeys() {
        assertThatThrownBy(() -> CanonicalJson.MAPPER.readTree("{\"a\":1,\"a\":2}"))
                .hasMessageContaining("Duplicate");
    }

    private static String canonical(Object value) {
        return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
    }
}
