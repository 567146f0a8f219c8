package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void isFoundBehindWhateverFailedBecauseOfIt() {
        var full = new IOException("No space left on device");

        assertThat(FullDisk.isCauseOf(new UncheckedIOException(full))).isTrue();
        assertThat(FullDisk.isCauseOf(new IllegalStateException("x", new UncheckedIOException(full))))
                .isTrue();
        assertThat(FullDisk.isCauseOf(new IllegalStateException("Permission denied")))
                .isFalse();
        assertThat(FullDisk.isCauseOf(new IllegalStateException())).isFalse();
    }
}
