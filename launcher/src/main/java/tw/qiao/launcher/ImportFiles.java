package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tw.qiao.analytics.feeds.Crossing;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Fetch;
import tw.qiao.analytics.intake.ExchangeSource;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.analytics.proposals.Looking;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** The files to import: those that were named, and those that a database or a server was asked for. */
final class ImportFiles implements AutoCloseable {
    private static final long LARGEST = 2L << 30;

    private final List<Path> all = new ArrayList<>();
    private final List<Path> fetched = new ArrayList<>();
    private final Map<Path, Crossing> crossings = new LinkedHashMap<>();
    private final Consumer<String> says;

    /** @param says tells a person something on the way */
    ImportFiles(Consumer<String> says) {
        this.says = says;
    }

    /** Adds a file, or all files in a folder. */
    void add(String name) {
        Path given = CallerFolder.resolve(Path.of(name));
        if (!Files.exists(given)) {
            throw Problem.invalid("file_missing", "There is no file " + given + " 找不到檔案");
        }
        try (var inside = Files.walk(given)) {
            List<Path> found = inside.filter(Files::isRegularFile).sorted().toList();
            if (found.isEmpty()) {
                throw Problem.invalid("file_missing", "There are no files in " + given + " 資料夾內沒有檔案");
            }
            all.addAll(found);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Fetches what {@code source}, an address or the exchange, has for {@code feed} and adds it, under the name
     * {@code batch}, by which the feed knows the batch of a file.
     */
    void fetch(Feed feed, String source, String batch, Path scratch, Ids ids) {
        if (!batch.matches("[\\p{L}\\p{N}._-]{1,100}")) {
            throw Problem.invalid(
                    "batch_missing",
                    "Say with --batch which batch the rows are of, as a file's name would 請以 --batch 指明批次");
        }
        try {
            Path folder = Files.createDirectories(scratch.resolve("fetched-" + ids.uuid()));
            Path target = folder.resolve(batch);
            fetched.add(target);
            if (source.equals(Fetch.EXCHANGE)) {
                UUID exchange = ids.uuid();
                says.accept("證據編號 evidence of the exchange: " + exchange); // a refusal has one too
                crossings.put(target, Fetch.across(target, feed, batch, node(), exchange, LARGEST));
                refuseNothing(feed, batch, target);
            } else {
                Fetch.into(target, feed, source, credentials());
            }
            all.add(target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void refuseNothing(Feed feed, String batch, Path target) {
        try {
            Looking.at(target, Lines.of(feed));
        } catch (Problem problem) {
            if (NoRows.isSaidBy(problem.code())) {
                throw Fetch.offered(feed).nothingOf(batch);
            } // else the import says what is wrong
        }
    }

    /** The node of whoever asks: this machine's in a demo. */
    private static ExchangeSource.Node node() {
        Map<String, String> environment = System.getenv();
        return new ExchangeSource.Node(
                URI.create(environment.getOrDefault("QIAO_EXCHANGE_NODE", "http://127.0.0.1:7001")),
                environment.getOrDefault("QIAO_EXCHANGE_CLIENT", "TW/GOV/QIAO/portal"));
    }

    /** From the environment, because the arguments of a program can be seen by everybody on the machine. */
    private static Fetch.Credentials credentials() {
        Map<String, String> environment = System.getenv();
        return new Fetch.Credentials(
                environment.getOrDefault("QIAO_SOURCE_USER", ""),
                environment.getOrDefault("QIAO_SOURCE_PASSWORD", ""),
                environment.getOrDefault("QIAO_SOURCE_AUTHORIZATION", ""));
    }

    /** By which crossings of the exchange files came. */
    Map<Path, Crossing> crossings() {
        return crossings;
    }

    List<Path> all() {
        return all;
    }

    @Override
    public void close() {
        try {
            for (Path file : fetched) {
                Files.deleteIfExists(file);
                Path folder = file.getParent();
                if (folder != null) {
                    Files.deleteIfExists(folder);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
