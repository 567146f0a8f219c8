package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KeyHashTest {
    private static final KeyHash HASH = new KeyHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    @Test
    void hasTheValuesOfItsReference() {
        assertThat(HASH.of(numbers(0))).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(HASH.of(numbers(8))).isEqualTo(0x93f5f5799a932462L);
        assertThat(HASH.of(numbers(15))).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void hashesAPartAsTheWhole() {
        assertThat(HASH.of(ByteBuffer.wrap(new byte[] {9, 9, 0, 1, 2, 9}, 2, 3)))
                .isEqualTo(HASH.of(numbers(3)));
    }

    @Test
    void hasAnotherSecretForEachLog() {
        assertThat(KeyHash.random().of(numbers(3)))
                .isNotEqualTo(KeyHash.random().of(numbers(3)));
    }

    private static byte[] numbers(int count) {
        byte[] numbers = new byte[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (byte) i;
        }
        return numbers;
    }
}
