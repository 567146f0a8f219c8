package tw.qiao.society;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates a million people, or as many as its second argument says, in its own small JVM; exits with 0 when every row
 * came by.
 */
final class StreamingProbe {
    private StreamingProbe() {}

    public static void main(String[] arguments) {
        int size = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Society society = Society.of(1, size, Path.of(arguments[0]));
        var rows = new AtomicLong();
        society.write(EnumSet.of(Table.PERSON), 2, (table, bytes, length) -> {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    rows.incrementAndGet();
                }
            }
        });
        System.exit(rows.get() == society.people() ? 0 : 1);
    }
}
