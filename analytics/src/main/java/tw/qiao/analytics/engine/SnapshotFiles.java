package tw.qiao.analytics.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engine's own files of hot snapshots, each attached under its name for reading only as soon as it is there. */
final class SnapshotFiles {
    private static final String ENDING = ".duckdb";

    private final Path folder;
    private final Set<String> attached = new HashSet<>();

    /** @param data the folder of all tables */
    SnapshotFiles(Path data) {
        this.folder = data.resolve(SnapshotWriter.FOLDER);
    }

    /** Attaches files that came and lets go of those that went. */
    synchronized void refresh(Connection connection) throws SQLException {
        Set<String> present = present();
        for (String name : present) {
            if (!attached.contains(name)) {
                attach(connection, name);
            }
        }
        for (String name : Set.copyOf(attached)) {
            if (!present.contains(name)) {
                execute(connection, "detach " + Sql.name(name));
                attached.remove(name);
            }
        }
    }

    /** A file that cannot be read stays away, so that only those who ask for its table are told so. */
    private void attach(Connection connection, String name) {
        String file = Sql.text(folder.resolve(name + ENDING).toString());
        try {
            execute(connection, "attach " + file + " as " + Sql.name(name) + " (read_only)");
            attached.add(name);
        } catch (SQLException e) {
            System.err.println("A snapshot's file cannot be read: " + name + ": " + e.getMessage());
        }
    }

    private Set<String> present() {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.copyOf(attached); // until the folder can be read again
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
