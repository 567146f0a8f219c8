package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.support.TestPlatform;

/** A platform whose citizens register passkeys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PasskeyPlatform {
    static final String CITIZEN = NationalId.synthetic('Z', true, 999_988).value();
    static final String OTHER = NationalId.synthetic('Z', false, 999_987).value();

    TestPlatform platform;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    /** A passkey of the citizen, with counter 1. */
    SoftAuthenticator registered() {
        platform.database().sql("delete from identity.passkey").update();
        var authenticator = new SoftAuthenticator();
        assertThat(owner(CITIZEN).register(authenticator).status()).isEqualTo(200);
        return authenticator;
    }

    PasskeyVisitor owner(String nationalId) {
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        DemoSignInTest.signIn(visitor.visitor(), nationalId);
        return visitor;
    }

    static byte[] flipped(byte[] signature) {
        byte[] other = signature.clone();
        other[other.length - 1] ^= 1;
        return other;
    }
}
