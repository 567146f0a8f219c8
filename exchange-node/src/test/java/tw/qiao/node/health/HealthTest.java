package tw.qiao.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.registry.Registry;

class HealthTest {
    private final Instant now = Clock.systemUTC().instant();

    private Registry lasting(Duration valid) {
        return new Registry(7, now, now.plus(valid), List.of(), List.of());
    }

    @Test
    void warnsOfAnEditionThatLastsLessThanADay() {
        assertThat(Health.registry(lasting(Duration.ofHours(23)), now).message())
                .isEqualTo("short");
        assertThat(Health.registry(lasting(Duration.ofDays(1)), now).message()).isEqualTo("ok");
    }
}
