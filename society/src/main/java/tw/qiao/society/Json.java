package tw.qiao.society;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tw.qiao.kernel.CanonicalJson;

/** Files that are there whole or not at all. */
final class Json {
    private Json() {}

    static void write(Path file, Object value) {
        write(file, CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    }

    static void writeText(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try {
            Path whole = file.toAbsolutePath();
            Files.createDirectories(whole.resolveSibling("."));
            Path draft = whole.resolveSibling(whole.getFileName() + ".part");
            Files.write(draft, content);
            Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
