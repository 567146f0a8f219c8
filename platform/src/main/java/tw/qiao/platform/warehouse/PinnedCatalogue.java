package tw.qiao.platform.warehouse;

import java.util.OptionalLong;
import java.util.Set;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;

/** A catalogue in which one table is as it was at a snapshot. */
record PinnedCatalogue(Catalogue inner, String table, long snapshot) implements Catalogue {
    @Override
    public Set<String> names() {
        return inner.names();
    }

    @Override
    public Source source(String name, OptionalLong wanted) {
        boolean pinned = wanted.isEmpty() && name.equals(table);
        return inner.source(name, pinned ? OptionalLong.of(snapshot) : wanted);
    }
}
