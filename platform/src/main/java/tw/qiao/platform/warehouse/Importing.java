package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.feeds.ImportProcess;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.analytics.proposals.LookProcess;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.warehouse.FileImport.State;

/** Looks at, checks, imports and undoes files that people sent, one after the other, each in a process of its own. */
@Service
class Importing {
    private static final Logger LOG = LoggerFactory.getLogger(Importing.class);
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

    private final FileImports imports;
    private final ImportFolder folder;
    private final OwnFeeds own;
    private final OneTaskProcess process;
    private final WarehouseProperties properties;
    private final Semaphore turn = new Semaphore(1, true);
    private final Semaphore looks = new Semaphore(2, true);

    Importing(
            FileImports imports,
            ImportFolder folder,
            OwnFeeds own,
            OneTaskProcess process,
            WarehouseProperties properties) {
        this.imports = imports;
        this.folder = folder;
        this.own = own;
        this.process = process;
        this.properties = properties;
    }

    /** What the beginning of a file shows when it is read as {@code lines} say; {@code problem} when it cannot be. */
    String look(UUID id, String name, Lines lines) {
        ObjectNode asked = CanonicalJson.MAPPER.createObjectNode();
        asked.put("file", folder.file(id, name).toString());
        asked.set("lines", CanonicalJson.MAPPER.valueToTree(lines));
        looks.acquireUninterruptibly();
        try {
            return named(process.run(LookProcess.class, asked, folder.scratch(id), LONGEST_LOOK), id, name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            looks.release();
            folder.clean(id);
        }
    }

    /** Begins to check a described file and returns at once. */
    void check(FileImport one) {
        if (imports.move(one.id(), State.SENT, State.CHECKING)) {
            start(one, () -> imports.checked(one.id(), done(one, asked(one, "check"))));
        }
    }

    /** Begins to import a file that was sent and returns at once; nothing happens when it began before. */
    boolean begin(FileImport one) {
        boolean begins = imports.move(one.id(), State.SENT, State.RUNNING);
        if (begins) {
            start(one, () -> take(one, false));
        }
        return begins;
    }

    /** Begins to import a held file however much it differs from the batch before. */
    boolean accept(FileImport one) {
        boolean begins = imports.move(one.id(), State.HELD, State.RUNNING);
        if (begins) {
            start(one, () -> take(one, true));
        }
        return begins;
    }

    /** Begins to undo an import. */
    boolean undo(FileImport one) {
        boolean begins = imports.move(one.id(), State.DONE, State.UNDOING);
        if (begins) {
            start(one, () -> giveBack(one));
        }
        return begins;
    }

    /**
     * Writes the file of {@code one} with {@code changes} as that of the import {@code id}; what is wrong with that,
     * empty when nothing is.
     */
    Outcome correct(FileImport one, List<CellChange> changes, UUID id) throws IOException {
        Path target = folder.file(id, one.file());
        Files.createDirectories(target.getParent());
        ObjectNode asked = asked(one, "correct").put("target", target.toString());
        changes.forEach(change -> asked.withArray("corrections")
                .addObject()
                .put("line", change.line())
                .put("column", change.column())
                .put("value", change.value()));
        looks.acquireUninterruptibly();
        try {
            return new Outcome(done(one, asked));
        } finally {
            looks.release();
            folder.clean(one.id());
        }
    }

    private void start(FileImport one, Work work) {
        Thread.ofVirtual().name("import-" + one.id()).start(() -> {
            try (var _ = new Lease(imports, one.id())) {
                turn.acquireUninterruptibly();
                try {
                    work.run();
                } finally {
                    turn.release();
                    folder.clean(one.id());
                }
            } catch (IOException | RuntimeException failure) {
                LOG.error("Work on an import failed", failure);
                imports.ended(one, State.FAILED, OneTaskProcess.interrupted());
            }
            folder.sweep();
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void take(FileImport one, boolean accept) throws IOException {
        String report = done(one, asked(one, "import").put("accept", accept));
        var outcome = new Outcome(report);
        if (outcome.code().equals("import_held")) {
            imports.ended(one, State.HELD, report);
        } else if (outcome.code().isEmpty()) {
            one.drafted().ifPresent(draft -> own.keep(draft, one.account()));
            imports.ended(one, State.DONE, report);
        } else {
            imports.ended(one, State.FAILED, report);
        }
    }

    private void giveBack(FileImport one) throws IOException {
        ObjectNode asked = asked(one, "undo");
        asked.set("undo", one.outcome().undo());
        String said = done(one, asked);
        if (new Outcome(said).code().isEmpty()) {
            imports.ended(one, State.UNDONE, one.report());
        } else {
            imports.notUndone(one.id(), said);
        }
    }

    private String done(FileImport one, ObjectNode asked) throws IOException {
        return named(process.run(ImportProcess.class, asked, folder.scratch(one.id()), LONGEST), one.id(), one.file());
    }

    /** Messages call the file by its name, not by the place where we keep it. */
    private String named(String said, UUID id, String name) {
        Path lies = folder.file(id, name);
        return said.replace(lies.toString(), name).replace(lies.resolveSibling("scratch") + "/", "");
    }

    private ObjectNode asked(FileImport one, String task) throws IOException {
        Path scratch = folder.scratch(one.id());
        ObjectNode asked = CanonicalJson.MAPPER.createObjectNode();
        asked.put("task", task)
                .put("catalogue", properties.catalogue())
                .put("user", properties.user())
                .put("password", properties.password())
                .put("tables", properties.tables().toString())
                .put("scratch", scratch.toString())
                .put("quarantine", properties.quarantine().toString())
                .put("feed", one.feed())
                .put("file", file(one, scratch).toString());
        one.crossed().ifPresent(crossing -> asked.set("crossing", CanonicalJson.MAPPER.valueToTree(crossing)));
        if (one.drafted().isPresent()) {
            Path declaration = scratch.resolve("feed.yaml");
            Files.writeString(declaration, one.drafted().map(FeedDraft::yaml).orElseThrow());
            asked.put("declaration", declaration.toString());
        } else if (own.describes(one.feed())) {
            asked.put("declaration", own.file(one.feed()).toString());
        }
        return asked;
    }

    /** Under the name of its period, where somebody said which that is. */
    private Path file(FileImport one, Path scratch) throws IOException {
        Path file = folder.file(one.id(), one.file());
        if (one.period().isEmpty() || !Files.exists(file)) {
            return file;
        }
        int point = one.file().indexOf('.');
        Path named = scratch.resolve(one.period() + (point < 0 ? "" : one.file().substring(point)));
        Files.deleteIfExists(named);
        return Files.copy(file, named);
    }
}
