package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Ids;

class CertificateNumberTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Property(tries = 300)
    void findsEverySingleWrongCharacter(
            @ForAll long seed, @ForAll @IntRange(max = 12) int place, @ForAll @IntRange(min = 1, max = 31) int shift) {
        String number = number(seed).value().replace("-", "");
        int wrong = (ALPHABET.indexOf(number.charAt(place)) + shift) % 32;

        String typed = number.substring(0, place) + ALPHABET.charAt(wrong) + number.substring(place + 1);

        assertThat(CertificateNumber.read(typed)).isEmpty();
    }

    @Property(tries = 100)
    void readsItselfHoweverItIsTyped(@ForAll long seed) {
        CertificateNumber number = number(seed);
        String sloppy =
                " " + number.value().toLowerCase(Locale.ROOT).replace('0', 'o').replace('-', ' ');

        assertThat(CertificateNumber.read(sloppy)).contains(number);
        assertThat(CertificateNumber.read(fullWidth(number.value()))).contains(number);
    }

    @Test
    void isNotReadFromOtherText() {
        assertThat(CertificateNumber.read("")).isEmpty();
        assertThat(CertificateNumber.read("7K3M-9XQ2-4HT")).isEmpty();
        assertThat(CertificateNumber.read("../../../etc/")).isEmpty();
    }

    private static CertificateNumber number(long seed) {
        return CertificateNumber.random(new Ids(Clock.systemUTC(), new Random(seed)));
    }

    private static String fullWidth(String text) {
        return text.chars()
                .map(c -> c - '!' + '！')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
