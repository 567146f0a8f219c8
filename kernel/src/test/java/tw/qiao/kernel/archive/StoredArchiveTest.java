package tw.qiao.kernel.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class StoredArchiveTest {
    private static SequencedMap<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("mimetype", "text/plain".getBytes(UTF_8));
        files.put("folder/file.json", "{\"name\":\"橋\"}".getBytes(UTF_8));
        files.put("empty", new byte[0]);
        return files;
    }

    @Test
    void isReadByEveryZipTool() throws IOException {
        var found = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(StoredArchive.write(files())))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }

        assertThat(found.keySet()).containsExactly("mimetype", "folder/file.json", "empty");
        assertThat(found).containsEntry("folder/file.json", "{\"name\":\"橋\"}");
    }

    @Test
    void givesBackWhatWasWritten() {
        var read = StoredArchive.read(StoredArchive.write(files()));

        assertThat(read.keySet()).containsExactlyElementsOf(files().keySet());
        assertThat(read).allSatisfy((name, content) -> assertThat(content).isEqualTo(files().get(name)));
    }

    @Property
    void refusesEveryChangedBit(@ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(max = 7) int bit) {
        byte[] archive = StoredArchive.write(files());
        archive[place % archive.length] ^= (byte) (1 << bit);

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> StoredArchive.read(archive));
    }

    @Test
    void refusesWhatStandsBeforeOrBehindIt() {
        byte[] archive = StoredArchive.write(files());

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> StoredArchive.read(Arrays.copyOf(archive, archive.length + 1)));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> StoredArchive.read(Arrays.copyOf(archive, archive.length - 1)));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> StoredArchive.read(Arrays.copyOfRange(archive, 1, archive.length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape", "/etc/passwd", "a/../b", "a//b", "a\\b", "", "a/", ".hidden", "C:x"})
    void refusesNamesThatLeadElsewhere(String name) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(name, new byte[1]);

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> StoredArchive.read(StoredArchive.write(files)));
    }

    @Test
    void refusesOneNameTwice() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("one", new byte[] {1});
        files.put("two", new byte[] {2});
        byte[] archive = StoredArchive.write(files);
        String text = new String(archive, ISO_8859_1).replace("two", "one");

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> StoredArchive.read(text.getBytes(ISO_8859_1)));
    }

    @Test
    void refusesWhatIsPacked() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("bomb"));
            zip.write(new byte[10_000_000]);
        }

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> StoredArchive.read(out.toByteArray()));
    }
}
