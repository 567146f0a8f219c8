package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.archive.StoredArchive;

class VerifierTest {
    @TempDir
    Path folder;

    private int run(byte[] bundle, ByteArrayOutputStream out) throws IOException {
        Path file = Files.write(folder.resolve("bundle"), bundle);
        return Verifier.run(file, Optional.empty(), new PrintStream(out, true, UTF_8));
    }

    @Test
    void saysInBothLanguagesThatAFileIsNoBundle() throws IOException {
        var out = new ByteArrayOutputStream();

        assertThat(run("a letter".getBytes(UTF_8), out)).isEqualTo(Verifier.UNREADABLE);
        assertThat(out.toString(UTF_8)).contains("無法判讀").contains("Unreadable");
    }

    @Test
    void saysThatThereIsNoFile() {
        var out = new ByteArrayOutputStream();

        int code = Verifier.run(folder.resolve("absent"), Optional.empty(), new PrintStream(out, true, UTF_8));

        assertThat(code).isEqualTo(Verifier.UNREADABLE);
    }

    @Test
    void survivesDeepJson() throws IOException {
        byte[] deep = new byte[2_000_000];
        Arrays.fill(deep, (byte) '[');
        var evidence = new LinkedHashMap<String, byte[]>();
        evidence.put("bundle.json", deep);
        var container = new LinkedHashMap<String, byte[]>();
        container.put("mimetype", Bundle.TYPE.getBytes(UTF_8));
        container.put("evidence.zip", StoredArchive.write(evidence));
        container.put("META-INF/not-yet-stamped.txt", new byte[0]);

        assertThat(run(StoredArchive.write(container), new ByteArrayOutputStream()))
                .isEqualTo(Verifier.UNREADABLE);
    }

    @Test
    void saysEverythingInBothLanguages() throws IOException {
        assertThat(keys("verifier.properties")).isEqualTo(keys("verifier_en.properties"));
    }

    private static Set<String> keys(String name) throws IOException {
        var texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Verifier.class.getResourceAsStream(name))) {
            texts.load(in);
        }
        return texts.stringPropertyNames();
    }
}
