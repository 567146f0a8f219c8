package tw.qiao.platform.warehouse;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.lineage.JobFiles;
import tw.qiao.analytics.lineage.StatementEvent;
import tw.qiao.kernel.Problem;

/** Tells, as events of OpenLineage beside the tables, which of them are read by what people keep or publish. */
@Service
public class StatementLineage {
    private static final Logger LOG = LoggerFactory.getLogger(StatementLineage.class);

    private final OpenWarehouse warehouse;
    private final DescribedTables tables;
    private final JobFiles files;
    private final Clock clock;

    StatementLineage(OpenWarehouse warehouse, DescribedTables tables, WarehouseProperties properties, Clock clock) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.files = JobFiles.beside(properties.tables());
        this.clock = clock;
    }

    /** What people keep or publish. */
    public enum Kind {
        QUERY("query"),
        BOARD("board");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private String job(UUID id) {
            return word + "." + id;
        }
    }

    /** Notes what {@code statement} reads; nothing where it is wrong now, as a kept one may be. */
    public void keep(Kind kind, UUID id, String statement) {
        try {
            var traced = warehouse.trace(statement, tables::columnsOf);
            String job = kind.job(id);
            files.keep(job, StatementEvent.of(job, statement, traced, clock.instant()));
        } catch (Problem wrong) {
            LOG.info("No lineage of a {}: {}", kind.word, wrong.code());
        } catch (UncheckedIOException full) {
            LOG.warn("The lineage of a {} cannot be written", kind.word, full);
        }
    }

    /** Forgets what is no longer kept or published. */
    public void forget(Kind kind, UUID id) {
        files.forget(kind.job(id));
    }
}
