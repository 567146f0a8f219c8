package tw.qiao.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the system, as far off as a file says, which somebody else may change at any time. */
final class MovedClock extends Clock {
    private static final int LOOKS_EVERY_MILLISECONDS = 20;

    private final Path file;
    private volatile Duration off;

    MovedClock(Path file) {
        this.file = file;
        this.off = read(file);
        Thread.ofPlatform().name("moved-clock").daemon().start(this::follow);
    }

    private void follow() {
        try {
            while (true) {
                Thread.sleep(LOOKS_EVERY_MILLISECONDS);
                off = read(file);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration read(Path file) {
        try {
            return Duration.parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Sets the clock that follows {@code file}. */
    static void move(Path file, Duration off) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, off.toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), off);
    }
}
