package tw.qiao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/messages");

    static Stream<Path> chinese() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith("_en.properties")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("chinese")
    void everyTextIsThereInBothLanguages(Path chinese) throws IOException {
        String name = String.valueOf(chinese.getFileName());
        Path english = FOLDER.resolve(name.replace(".properties", "_en.properties"));

        assertThat(read(english).keySet())
                .containsExactlyInAnyOrderElementsOf(read(chinese).keySet());
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
