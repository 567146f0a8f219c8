package tw.qiao.kernel.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class DerValueTest {
    private static DerValue read(String hex) {
        return DerValue.read(HexFormat.of().parseHex(hex));
    }

    @Test
    void readsWhatTimeStampsAreMadeOf() {
        assertThat(read("02020080").integer()).isEqualTo(128);
        assertThat(read("0609608648016503040201").oid()).isEqualTo("2.16.840.1.101.3.4.2.1");
        assertThat(read("0603883701").oid()).isEqualTo("2.999.1");
        assertThat(read("180f32303236313132313138303030305a").time()).isEqualTo(Instant.parse("2026-11-21T18:00:00Z"));
        assertThat(read("30060201010201020".substring(0, 16)).parts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "0201",
                "0280010000",
                "028101ff",
                "02820001ff",
                "020101ff",
                "1f8101ff",
                "0284000000010f",
                "0285000000000100",
                "30020201"
            })
    void refusesLengthsAndTagsThatDerDoesNotHave(String hex) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(hex).parts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0200", "02020001", "0202ffff"})
    void refusesIntegersInMoreThanOneForm(String hex) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(hex).integer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "060180", "0602808001", "060688ffffffff7f"})
    void refusesObjectIdentifiersInMoreThanOneForm(String hex) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(hex).oid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261121180000", "20261121180000.0Z", "20261321180000Z", "20261121180000+0000", "x"})
    void refusesTimesInMoreThanOneForm(String text) {
        byte[] der = new byte[2 + text.length()];
        der[0] = DerValue.TIME;
        der[1] = (byte) text.length();
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, der, 2, text.length());

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> DerValue.read(der).time());
    }
}
