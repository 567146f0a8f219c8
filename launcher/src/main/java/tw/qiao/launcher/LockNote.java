package tw.qiao.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What whoever has a data folder says to others in the folder's lock file.
 *
 * @param port of the PostgreSQL that it shares
 * @param holder who it is, for people; empty where it did not say so yet
 */
record LockNote(OptionalInt port, String holder) {
    private static final int LONGEST = 200;

    /** What stands in {@code file}. */
    static LockNote read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String port = lines.isEmpty() ? "" : lines.getFirst().strip();
        String holder = lines.size() < 2 ? "" : lines.get(1).strip();
        return new LockNote(
                port.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty(),
                holder.substring(0, Math.min(holder.length(), LONGEST)));
    }

    /** Writes it into the file, in place of what another said. */
    void write(FileChannel file) throws IOException {
        String text = (port.isPresent() ? Integer.toString(port.getAsInt()) : "") + "\n" + holder + "\n";
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        file.write(ByteBuffer.wrap(octets), 0); // first, so that nobody finds an empty file meanwhile
        file.truncate(octets.length);
    }
}
