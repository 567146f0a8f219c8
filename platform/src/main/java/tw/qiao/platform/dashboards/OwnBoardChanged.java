package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.kernel.Sha256;
import tw.qiao.kernel.log.Commitment;

/**
 * A board of somebody's own was published, came in a later edition, or was withdrawn.
 *
 * @param kind {@code board-published}, {@code board-edition-N} or {@code board-withdrawn}
 * @param commitment a {@link Commitment} to who did it, the platform itself in later editions, and to the figures
 */
record OwnBoardChanged(UUID board, String kind, String commitment, Instant at) {
    static OwnBoardChanged published(OwnBoard board, String salt) {
        int edition = board.edition().number();
        String kind = edition == 1 ? "board-published" : "board-edition-" + edition;
        String actor = edition == 1 ? board.account().toString() : "platform";
        return of(board, actor, kind, board.edition().published(), salt);
    }

    static OwnBoardChanged withdrawn(OwnBoard board, UUID actor, Instant at, String salt) {
        return of(board, actor.toString(), "board-withdrawn", at, salt);
    }

    private static OwnBoardChanged of(OwnBoard board, String actor, String kind, Instant at, String salt) {
        String figures = HexFormat.of()
                .formatHex(Sha256.of(JsonFormat.bytes(board.edition().result())));
        return new OwnBoardChanged(
                board.id(),
                kind,
                Commitment.to(
                        Map.of(
                                "v",
                                1,
                                "id",
                                board.id().toString(),
                                "kind",
                                kind,
                                "actor",
                                actor,
                                "figures",
                                figures,
                                "at",
                                at.toString()),
                        salt),
                at);
    }
}
