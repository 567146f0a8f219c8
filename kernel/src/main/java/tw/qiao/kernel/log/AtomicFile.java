package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small file that is replaced as a whole: after a power cut it holds what was written last or before, never half. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path folder, String name, String text, Disk disk) throws IOException {
        var draft = folder.resolve(name + ".new");
        try (var channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            disk.write(channel, ByteBuffer.wrap(text.getBytes(UTF_8)));
            disk.force(channel);
        }
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        disk.forceNames(folder);
    }
}
