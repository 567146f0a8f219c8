package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedKeyTest {
    private static final String PLATFORM = "https://qiao.example";
    private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "/verify/" + ID,
                "verify/" + ID,
                "https://qiao.example/verify/" + ID,
                " HTTPS://Qiao.Example/verify/" + ID,
                "qiao.example/verify/" + ID,
                "https://qiao.example/verify/" + ID + "?lang=en"
            })
    void takesAnIdItsPathAndItsAddressHere(String typed) {
        assertThat(TypedKey.read(typed, PLATFORM)).isEqualTo(new TypedKey.Key(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/verify/" + ID,
                "evil.example/verify/" + ID,
                "//evil.example/verify/" + ID,
                "https://qiao.example.evil.example/verify/" + ID,
                "https://qiao.example@evil.example/verify/" + ID,
                "https://qiao.example:444/verify/" + ID,
                "https://evil.example/https://qiao.example/verify/" + ID,
                "https://evil.example/?to=https://qiao.example/verify/" + ID
            })
    void refusesTheAddressOfAnotherSite(String typed) {
        assertThat(TypedKey.read(typed, PLATFORM)).isEqualTo(new TypedKey.Refused("credentials.verify.number.foreign"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "en"})
    void readsTheExampleOfItsHint(String language) {
        String hint = ResourceBundle.getBundle("messages.credentials", Locale.of(language))
                .getString("credentials.verify.number.hint");
        var example = NUMBER.matcher(hint);

        assertThat(example.find()).isTrue();
        String number = Objects.requireNonNull(example.group());
        assertThat(TypedKey.read(number, PLATFORM)).isEqualTo(new TypedKey.Key(number));
    }

    @Test
    void refusesNothingAndWhatIsTooLong() {
        assertThat(TypedKey.read(" ", PLATFORM)).isEqualTo(new TypedKey.Refused("credentials.verify.number.empty"));
        assertThat(TypedKey.read("a".repeat(201), PLATFORM))
                .isEqualTo(new TypedKey.Refused("credentials.verify.number.wrong"));
    }
}
