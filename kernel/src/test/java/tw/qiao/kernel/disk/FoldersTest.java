package tw.qiao.kernel.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path parent;

    @Test
    void deletesAllInsideAndNothingThatALinkLeadsTo() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "stays");
        Path folder = parent.resolve("folder");
        Files.createDirectories(folder.resolve("inner"));
        Files.writeString(folder.resolve("inner/file"), "goes");
        Files.createSymbolicLink(folder.resolve("link"), outside);

        Folders.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void takesAFolderThatIsNotThere() throws IOException {
        Folders.delete(parent.resolve("none"));
        assertThat(parent).isEmptyDirectory();
    }
}
