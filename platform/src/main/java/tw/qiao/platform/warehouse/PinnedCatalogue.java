package tw.qiao.platform.warehouse;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;

/** The tables in states that were chosen; those without one as they are now. */
record PinnedCatalogue(Catalogue all, Map<String, Long> states) implements Catalogue {
    @Override
    public Set<String> names() {
        return all.names();
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        Long chosen = states.get(table);
        return all.source(table, snapshot.isEmpty() && chosen != null ? OptionalLong.of(chosen) : snapshot);
    }

    @Override
    public Optional<String> rolledUp(String table, long snapshot, String form) {
        return all.rolledUp(table, snapshot, form);
    }
}
