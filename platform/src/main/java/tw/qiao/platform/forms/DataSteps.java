package tw.qiao.platform.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;

/** What became of the data items of all drafts. */
@Repository
class DataSteps {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final Clock clock;

    DataSteps(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The outcome of each item that was decided, by item. */
    Map<String, DataStep> of(UUID draft) {
        var steps = new LinkedHashMap<String, DataStep>();
        database.sql("select * from forms.data_step where draft = :draft order by at")
                .param("draft", draft)
                .query(DataSteps::step)
                .list()
                .forEach(step -> steps.put(step.item(), step));
        return steps;
    }

    /** Keeps the outcome of an item, in place of an earlier one. */
    void put(UUID draft, DataStep step) {
        database.sql("""
                insert into forms.data_step (draft, item, state, code, consent, at, options)
                values (:draft, :item, :state, :code, :consent, :at, cast(:options as jsonb))
                on conflict (draft, item) do update
                set state = excluded.state, code = excluded.code, consent = excluded.consent, at = excluded.at,
                    options = excluded.options
                """)
                .param("draft", draft)
                .param("item", step.item())
                .param("state", step.state().stored())
                .param("code", step.code())
                .param("consent", step.consent())
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("options", CanonicalJson.MAPPER.writeValueAsString(step.options()))
                .update();
    }

    /** Leaves these items undecided again. */
    void forget(UUID draft, Collection<String> items) {
        database.sql("delete from forms.data_step where draft = :draft and item = any(:items)")
                .param("draft", draft)
                .param("items", items.toArray(String[]::new))
                .update();
    }

    private static DataStep step(ResultSet row, int number) throws SQLException {
        String options = row.getString("options");
        return new DataStep(
                row.getString("item"),
                DataStep.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getObject("consent", UUID.class),
                options == null ? Map.of() : CanonicalJson.MAPPER.readValue(options, TEXTS));
    }
}
