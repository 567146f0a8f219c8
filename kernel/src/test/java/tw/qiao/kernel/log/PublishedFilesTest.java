package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.KEY;
import static tw.qiao.kernel.log.TestLog.ORIGIN;
import static tw.qiao.kernel.log.TestLog.bytes;
import static tw.qiao.kernel.log.TestLog.fill;
import static tw.qiao.kernel.log.TestLog.fillFast;
import static tw.qiao.kernel.log.TestLog.open;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public files of a log (C2SP tlog-tiles). */
class PublishedFilesTest {
    @TempDir
    Path folder;

    @Test
    void servesTilesThatRebuildTheTree() {
        try (var log = open(folder)) {
            fillFast(log, 700);
            var checkpoint = log.checkpointNow();
            var rebuilt = new HashTree();
            var leaves = new ByteArrayOutputStream();
            for (String path : List.of("000", "001", "002.p/188")) {
                ByteBuffer bundle =
                        ByteBuffer.wrap(log.file("tile/entries/" + path).orElseThrow());
                while (bundle.hasRemaining()) {
                    byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                    bundle.get(entry);
                    rebuilt.add(Hash.leaf(entry));
                }
                leaves.writeBytes(log.file("tile/0/" + path).orElseThrow());
            }

            assertThat(rebuilt.size()).isEqualTo(700);
            assertThat(rebuilt.root(700)).isEqualTo(checkpoint.root());
            for (int i = 0; i < 700; i++) {
                assertThat(Hash.copyOf(leaves.toByteArray(), i * 32)).isEqualTo(rebuilt.subtree(0, i));
            }
            assertThat(log.file("tile/1/000.p/2").orElseThrow())
                    .startsWith(rebuilt.subtree(8, 0).bytes())
                    .endsWith(rebuilt.subtree(8, 1).bytes());
            assertThat(log.file("checkpoint")).contains(bytes(checkpoint.note()));
        }
    }

    @Test
    void servesNothingBeyondTheCheckpointAndNoOtherNames() {
        try (var log = open(folder)) {
            fillFast(log, 300);
            log.checkpointNow();
            for (String path : List.of(
                    "tile/0/001",
                    "tile/0/001.p/45",
                    "tile/1/000",
                    "tile/1/000.p/2",
                    "tile/entries/001",
                    "tile/8/000.p/1",
                    "tile/63/000.p/1",
                    "tile/64/000",
                    "tile/00/000",
                    "tile/0/0",
                    "tile/0/x000/000",
                    "tile/0/000.p/0",
                    "tile/0/000.p/256",
                    "tile/0/000.p/01",
                    "tile/0/x999/x999/x999/x999/999",
                    "tile/0/../0/000",
                    "/tile/0/000",
                    "lock",
                    "segment-0000000000000000.log",
                    "")) {
                assertThat(log.file(path)).as(path).isEmpty();
            }
            assertThat(log.file("tile/0/000"))
                    .hasValueSatisfying(tile -> assertThat(tile).hasSize(8192));
            assertThat(log.file("tile/0/001.p/44")).isPresent();
        }
    }

    @Test
    void publishesACheckpointByItself() throws Exception {
        try (var log = open(folder)) {
            assertThat(log.checkpoint().size()).isZero();
            fill(log, 3);
            for (int i = 0; i < 100 && log.checkpoint().size() < 3; i++) {
                Thread.sleep(50);
            }
            var checkpoint =
                    Checkpoint.verify(Files.readString(folder.resolve("checkpoint")), ORIGIN, KEY.verificationKey());
            assertThat(checkpoint).isEqualTo(log.checkpoint());
            assertThat(checkpoint.size()).isEqualTo(3);
        }
    }
}
