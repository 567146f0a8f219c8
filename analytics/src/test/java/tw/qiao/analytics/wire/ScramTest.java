package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class ScramTest {
    private static final ScramSecret PENCIL =
            ScramSecret.of("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));
    private static final String NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private static final String LAST =
            "c=biws,r=rOprNGfwEbeRWgbNEkqO" + NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    @Test
    void saysWhatTheExampleOfRfc7677Says() {
        var scram = new Scram(PENCIL, NONCE);

        assertThat(scram.challenge(FIRST))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(scram.verdict(LAST)).contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void acceptsNoProofOfAnotherTokenAndNoneThatWasHeardBefore() {
        var other = new Scram(ScramSecret.of("pencils", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==")), NONCE);
        other.challenge(FIRST);
        assertThat(other.verdict(LAST)).isEmpty();

        var later = new Scram(PENCIL, "another");
        later.challenge(FIRST);
        assertThatThrownBy(() -> later.verdict(LAST)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesChannelBindingAndMessagesThatLackParts() {
        for (String first : new String[] {"p=tls-server-end-point,,n=u,r=x", "", "n", "n,,n=u"}) {
            assertThatThrownBy(() -> new Scram(PENCIL, NONCE).challenge(first)).isInstanceOf(Problem.class);
        }
        var scram = new Scram(PENCIL, NONCE);
        scram.challenge(FIRST);
        assertThatThrownBy(() -> scram.verdict("c=biws")).isInstanceOf(Problem.class);
    }
}
