package tw.qiao.platform.reconciliation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.Mirror;

/** The entries of one exchange from all logs that hold some, read from the mirrors and proved there. */
@Component
class BothSides {
    private static final int MOST = 50;

    private final JdbcClient database;
    private final LogMirrors mirrors;

    BothSides(JdbcClient database, LogMirrors mirrors) {
        this.database = database;
        this.mirrors = mirrors;
    }

    private record Place(String origin, String side, long place) {}

    List<ShownEntry> of(UUID exchange) {
        return database
                .sql("""
                        select l.origin, e.side::text side, e.place
                        from reconciliation.entry e join reconciliation.log l on l.id = e.log
                        where e.gx_id = :id order by e.side, l.origin, e.place limit :most
                        """)
                .param("id", exchange)
                .param("most", MOST)
                .query((row, _) -> new Place(row.getString("origin"), row.getString("side"), row.getLong("place")))
                .list()
                .stream()
                .flatMap(place -> mirrors.find(place.origin()).flatMap(mirror -> entry(mirror, place)).stream())
                .toList();
    }

    /** None where this process has not mirrored so far yet. */
    private static Optional<ShownEntry> entry(Mirror mirror, Place place) {
        try {
            var held = mirror.held();
            var proof = mirror.prove(place.place());
            byte[] content = mirror.entries(place.place()).getFirst();
            return Optional.of(new ShownEntry(
                    place.origin(),
                    place.side(),
                    place.place(),
                    Hash.leaf(content).base64(),
                    proof.hashes().size(),
                    held.size(),
                    held.root().base64(),
                    ShownEntry.fields(CanonicalJson.MAPPER.readTree(content))));
        } catch (Problem notYet) {
            return Optional.empty();
        }
    }
}
