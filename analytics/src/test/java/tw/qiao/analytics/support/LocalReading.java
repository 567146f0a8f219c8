package tw.qiao.analytics.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** How a program on the same machine reads the files of tables; Iceberg's clients make it by its name. */
public final class LocalReading implements FileIO {
    @Override
    public void initialize(Map<String, String> properties) {}

    @Override
    public InputFile newInputFile(String location) {
        return Files.localInput(
                (location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location)).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException("Reading only");
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException("Reading only");
    }
}
