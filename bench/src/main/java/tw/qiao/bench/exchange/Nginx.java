package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tw.qiao.kernel.Problem;

/** One process of nginx for one role. */
final class Nginx {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"));

    private Nginx() {}

    /** Says what to do when there is none. */
    static void require() {
        if (PLACES.stream().noneMatch(Files::isExecutable)) {
            throw Problem.notFound(
                    "bench_no_nginx", "nginx is missing; install it (Debian and Ubuntu: apt-get install nginx-light)");
        }
    }

    /**
     * Starts it.
     *
     * @param role {@code consumer}, {@code provider} or {@code system}: the file with its server
     * @param target the port that it forwards to; 0 for the system, which forwards nothing
     */
    static Daemon start(Path folder, String role, int port, int target) {
        String settings = filled(text("nginx").replace("${server}", text(role)), folder, role, port, target);
        Path file = folder.resolve(role + ".conf");
        try {
            Files.createDirectories(folder.resolve("tmp"));
            Files.writeString(file, settings);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Path nginx = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        return Daemon.start(
                folder.resolve("nginx-" + role + ".log"),
                port,
                List.of(nginx.toString(), "-p", folder.toString(), "-c", file.toString()));
    }

    private static String filled(String template, Path folder, String role, int port, int target) {
        return template.replace("${folder}", folder.toString())
                .replace("${name}", "nginx-" + role)
                .replace("${port}", String.valueOf(port))
                .replace("${target}", String.valueOf(target));
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Nginx.class.getResourceAsStream(name + ".conf"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
