package tw.qiao.node.restoration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.LogSource;

/** Reads the public files of a log from a folder in which a mirror keeps them. */
record FolderSource(Path folder) implements LogSource {
    @Override
    public Optional<byte[]> read(String path, int limit) {
        var file = folder.resolve(path);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > limit) {
                throw unreachable(file + " is longer than " + limit + " octets");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreachable(file + " cannot be read: " + e);
        }
    }

    private static Problem unreachable(String what) {
        return Problem.unavailable("log_unreachable", what);
    }
}
