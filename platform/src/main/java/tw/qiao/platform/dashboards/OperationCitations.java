package tw.qiao.platform.dashboards;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tw.qiao.kernel.Ids;

/** States of the platform's operation that somebody cites: they stay, since the modules' records go on. */
@Repository
class OperationCitations {
    private final JdbcClient database;
    private final Ids ids;

    OperationCitations(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Keeps a state and gives its name. */
    UUID keep(OperationState state) {
        UUID id = ids.uuid();
        database.sql("insert into dashboards.operation_state (id, at, told) values (:id, :at, cast(:told as jsonb))")
                .param("id", id)
                .param("at", state.at().atOffset(ZoneOffset.UTC))
                .param("told", state.json())
                .update();
        return id;
    }

    /** The state of this name. */
    Optional<OperationState> find(UUID id) {
        return database.sql("select told from dashboards.operation_state where id = :id")
                .param("id", id)
                .query((row, _) -> OperationState.of(row.getString("told")))
                .optional();
    }
}
