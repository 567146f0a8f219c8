package tw.qiao.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Folders;

/**
 * The embedded PostgreSQL server: its own data folder, loopback only, passwords (SCRAM) for every role, and durable
 * commits.
 */
final class Postgres implements AutoCloseable {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long a backend of a killed server may outlive it; the next server refuses to start until it is gone. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final String password;
    private Child server;

    private Postgres(Path folder, int port, String password, Child server) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.server = server;
    }

    /** Starts the server over {@code folder}, which is filled the first time. */
    static Postgres start(Path folder, int port, String password, Path logs) {
        try {
            Files.createDirectories(folder);
            Path binaries = unpack(folder.resolve("server"));
            Path data = folder.resolve("data");
            Child.stopLeftOver(data.resolve("postmaster.pid"));
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data, password);
            }
            var postgres = new Postgres(folder, port, password, launch(binaries, data, port, logs));
            postgres.awaitReady();
            return postgres;
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL cannot be prepared in " + folder, failure);
        }
    }

    private static Child launch(Path binaries, Path data, int port, Path logs) {
        var command = new ArrayList<>(asUnprivileged());
        command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
        Map.of(
                        "port", String.valueOf(port),
                        "listen_addresses", "127.0.0.1",
                        "unix_socket_directories", "",
                        "max_connections", "120",
                        "shared_buffers", "192MB",
                        "max_wal_size", "2GB",
                        "jit", "off",
                        "password_encryption", "scram-sha-256")
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return Child.start("postgres", command, logs, 2 /* SIGINT: fast shutdown */);
    }

    private static void initialise(Path binaries, Path data, String password) throws IOException {
        Folders.delete(data);
        Path secret = Files.createTempFile(
                data.getParent(),
                "secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secret, password);
            var command = new ArrayList<>(asUnprivileged());
            command.addAll(List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "--pgdata=" + data,
                    "--username=qiao",
                    "--auth=scram-sha-256",
                    "--pwfile=" + secret,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions"));
            run(command);
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace of its own makes root an ordinary user there. */
    private static List<String> asUnprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw Problem.unavailable("postgres_initialise", "PostgreSQL's initdb failed: " + output.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static Path unpack(Path target) throws IOException {
        Path marker = target.resolve("unpacked");
        if (Files.exists(marker)) {
            return target;
        }
        try (InputStream archive = Postgres.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw Problem.unavailable(
                        "postgres_missing",
                        "There is no embedded PostgreSQL for "
                                + System.getProperty("os.name").toLowerCase(Locale.ROOT) + " on "
                                + System.getProperty("os.arch") + "; use Linux on x86-64");
            }
            unpack(archive, target);
        }
        Files.createFile(marker);
        return target;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.deleteIfExists(file);
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    Files.setPosixFilePermissions(
                            file,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private void awaitReady() {
        long start = System.nanoTime();
        while (true) {
            try (Connection _ = connect("postgres")) {
                return;
            } catch (SQLException notYet) {
                boolean ended = !server.isAlive();
                if (System.nanoTime() - start > (ended ? LAST_BREATH : PATIENCE).toNanos()) {
                    throw Problem.unavailable(
                            "postgres_start", "PostgreSQL did not start; see " + server.log(), notYet);
                }
                pause();
                if (ended) {
                    server = server.again();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL starts", interrupted);
        }
    }

    /** A connection of the owner of everything to {@code database}. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "qiao", password);
    }

    /** The JDBC address of {@code database}. */
    String url(String database) {
        return url(port, database);
    }

    /** The JDBC address of {@code database} in the server on {@code port} of this machine. */
    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Where the server listens. */
    int port() {
        return port;
    }

    /** The password of the owner of everything. */
    String password() {
        return password;
    }

    /** Makes {@code database} unless it is there. */
    void createDatabase(String database) throws SQLException {
        try (var connection = connect("postgres");
                var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            if (!query.executeQuery().next()) {
                connection.createStatement().execute("create database " + database);
            }
        }
    }

    /** The process of the server. */
    Child process() {
        return server;
    }

    /** Starts the server again after it has ended. */
    void restart(Path logs) {
        server = launch(folder.resolve("server"), folder.resolve("data"), port, logs);
        awaitReady();
    }

    @Override
    public void close() {
        server.close();
    }
}
