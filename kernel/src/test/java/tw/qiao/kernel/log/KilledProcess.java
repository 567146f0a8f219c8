package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that is killed in the middle of its work. */
final class KilledProcess {
    private KilledProcess() {}

    /**
     * Starts {@code main}, waits for its first line, lets it work and kills it.
     *
     * @return the whole lines that it printed; what was torn by the kill is not among them
     */
    static List<String> output(Path output, int milliseconds, Class<?> main, String... arguments) throws Exception {
        return output(output, milliseconds, () -> {}, main, arguments);
    }

    /** As above, and does {@code meanwhile} while the process works. */
    static List<String> output(Path output, int milliseconds, Runnable meanwhile, Class<?> main, String... arguments)
            throws Exception {
        var child = start(output, main, arguments);
        try {
            for (int i = 0; i < 3000 && Files.size(output) == 0 && child.isAlive(); i++) {
                Thread.sleep(10);
            }
            assertThat(child.isAlive()).as(() -> text(output)).isTrue();
            meanwhile.run();
            Thread.sleep(milliseconds);
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        String text = text(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static Process start(Path output, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** For the process itself: prints a line at once. */
    static void print(String line) {
        byte[] octets = (line + "\n").getBytes(UTF_8);
        System.out.write(octets, 0, octets.length);
        System.out.flush();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
