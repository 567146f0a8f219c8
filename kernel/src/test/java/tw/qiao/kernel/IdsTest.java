package tw.qiao.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids(Clock.fixed(Instant.ofEpochMilli(0x017F22E279B0L), ZoneOffset.UTC), new Random(1));

    @Test
    void makesVersion7UuidsThatCarryTheTime() {
        var id = ids.uuid();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).asString().startsWith("017f22e2-79b0-7");
    }

    @Test
    void makesTokensOfTheAskedStrength() {
        assertThat(ids.token(16)).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(ids.token(16));
    }
}
