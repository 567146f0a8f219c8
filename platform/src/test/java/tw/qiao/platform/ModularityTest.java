package tw.qiao.platform;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void modulesKeepTheirBoundaries() {
        assertThatCode(() -> ApplicationModules.of(Platform.class).verify()).doesNotThrowAnyException();
    }
}
