package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.kernel.FreePort;

/** The system behind the provider: nginx with one file for each size, the same for all that are compared. */
final class ProviderSystem implements AutoCloseable {
    private final int port = FreePort.find();
    private final Daemon server;

    ProviderSystem(Path folder) {
        Path files = folder.resolve("files");
        try {
            Files.createDirectories(files);
            for (Size size : Size.values()) {
                Files.writeString(files.resolve(size.path().substring(1)), json(size.octets()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server = Nginx.start(folder, "system", port, 0);
    }

    private static String json(int octets) {
        String around = "{\"data\":\"\"}";
        return around.replace("\"\"", "\"" + "x".repeat(octets - around.length()) + "\"");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.close();
    }
}
