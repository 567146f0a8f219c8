package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.engine.OneTask;
import tw.qiao.analytics.feeds.Crossing;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Fetch;
import tw.qiao.analytics.intake.ExchangeSource;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.exchange.OwnNode;
import tw.qiao.platform.warehouse.FileImport.State;

/** Fetches data sets that members offer over the exchange (資料蒐集); each then waits like a file that somebody sent. */
@Service
class ExchangeFetching {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeFetching.class);

    /** More than a page can import in its time. */
    private static final long LARGEST = 256L << 20;

    private final FileImports imports;
    private final ImportSteps steps;
    private final ImportFolder folder;
    private final Importing importing;
    private final DescribedTables tables;
    private final OwnNode node;
    private final Ids ids;
    private final Semaphore turns = new Semaphore(2, true);

    ExchangeFetching(
            FileImports imports,
            ImportSteps steps,
            ImportFolder folder,
            Importing importing,
            DescribedTables tables,
            OwnNode node,
            Ids ids) {
        this.imports = imports;
        this.steps = steps;
        this.folder = folder;
        this.importing = importing;
        this.tables = tables;
        this.node = node;
        this.ids = ids;
    }

    /** The feeds whose data sets a member of the exchange offers; none where the platform takes part in no exchange. */
    List<Feed> feeds() {
        return node.isThere()
                ? tables.feeds().stream()
                        .filter(feed -> feed.fetch().exchange().isPresent())
                        .toList()
                : List.of();
    }

    /** Begins to fetch {@code batch} for the feed that imports call {@code name}, and returns at once. */
    UUID begin(UUID account, String name, String batch) {
        Feed feed = tables.feed(name).orElseThrow(() -> Problem.notFound("feed_unknown", "There is no such feed"));
        Crossing crossing = Crossing.of(ids.uuid(), Fetch.offered(feed));
        FileImport one = FileImports.crossing(ids.uuid(), account, name, batch, crossing);
        imports.add(one);
        steps.add(one, "fetched", crossing.service() + " " + crossing.exchange());
        Thread.ofVirtual().name("fetch-" + one.id()).start(() -> fetch(one, feed, crossing));
        return one.id();
    }

    private void fetch(FileImport one, Feed feed, Crossing crossing) {
        try (var _ = new Lease(imports, one.id())) {
            turns.acquireUninterruptibly();
            try {
                Path target = folder.file(one.id(), one.file());
                Files.createDirectories(target.getParent());
                var own = new ExchangeSource.Node(node.address(), node.client());
                Fetch.across(target, feed, one.file(), own, crossing.exchange(), LARGEST);
                String look = importing.look(one.id(), one.file(), Lines.of(feed));
                if (!Looked.read(look).hasRows()) {
                    throw Fetch.offered(feed).nothingOf(one.file());
                }
                imports.fetched(one.id(), Files.size(target), look);
            } finally {
                turns.release();
            }
        } catch (Problem refused) {
            imports.ended(one, State.FAILED, said(refused));
        } catch (IOException | RuntimeException failure) {
            LOG.error("A data set of the exchange was not fetched", failure);
            imports.ended(one, State.FAILED, OneTaskProcess.interrupted());
        }
        folder.sweep();
    }

    private static String said(Problem refused) {
        return CanonicalJson.MAPPER.writeValueAsString(
                OneTask.problem(refused.code(), String.valueOf(refused.getMessage())));
    }
}
