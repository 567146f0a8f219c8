package tw.qiao.node.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Sha256;
import tw.qiao.node.message.Body;

/** Large bodies on the disk, where nobody else reads them and where they do not stay. */
class SpoolTest {
    private static final int MB = 1 << 20;
    private static final Bounds BOUNDS = new Bounds(8 * MB, 16 * MB, 2, 0);

    @TempDir
    Path folder;

    @Test
    void givesBackEveryOctetWithItsDigest() {
        byte[] octets = octets(MB + 12_345);

        request(spool(), room -> {
            var body = taken(room, octets);

            assertThat(body.isLarge()).isTrue();
            assertThat(body.length()).isEqualTo(octets.length);
            assertThat(body.sha256()).isEqualTo(Sha256.of(octets));
            assertThat(read(body)).isEqualTo(octets);
            assertThat(read(body)).isEqualTo(octets);
        });
    }

    @Test
    void keepsSmallBodiesInMemory() {
        request(spool(), room -> {
            assertThat(taken(room, octets(Body.SMALL)).isLarge()).isFalse();
            assertThat(files()).isEmpty();
        });
    }

    @Test
    void writesNothingThatCanBeReadAndLetsNobodyElseTry() {
        byte[] octets = "A123456789 王大明".repeat(50_000).getBytes(US_ASCII);

        request(spool(), room -> {
            taken(room, octets);
            var file = files().getFirst();

            assertThat(new String(Files.readAllBytes(file), US_ASCII)).doesNotContain("A123456789");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
    }

    @Test
    void removesEverythingWhenTheRequestEndsHoweverItEnds() {
        assertThatThrownBy(() -> request(spool(), room -> {
                    taken(room, octets(MB));
                    room.intake(MB).write(octets(100), 0, 100);
                    throw new IOException("as a connection breaks");
                }))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(files()).isEmpty();
    }

    @Test
    void removesWhatAStoppedProcessLeft() throws IOException {
        Files.createDirectories(folder.resolve("spool"));
        Files.write(folder.resolve("spool/7.body"), octets(100));

        spool();

        assertThat(files()).isEmpty();
    }

    @Test
    void tellsNoOctetOfAChunkThatWasChanged() {
        request(spool(), room -> {
            var body = taken(room, octets(MB));
            byte[] sealed = Files.readAllBytes(files().getFirst());
            sealed[MB / 2] ^= 1;
            Files.write(files().getFirst(), sealed);

            assertThatThrownBy(() -> body.writeTo(new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not what was written");
        });
    }

    @Test
    void refusesMoreFilesThanItMayHold() {
        request(spool(), room -> {
            taken(room, octets(MB));
            taken(room, octets(MB));

            assertThatThrownBy(() -> taken(room, octets(MB))).isInstanceOf(SpoolFullException.class);
        });
    }

    @Test
    void refusesMoreOctetsThanItMayHoldAndTakesThemOnceThereIsRoom() {
        var spool = spool();
        request(spool, room -> {
            room.intake(8 * MB);
            assertThatThrownBy(() -> Room.in(spool, 9 * MB).intake(9 * MB)).isInstanceOf(SpoolFullException.class);
        });

        request(spool, room -> assertThat(taken(room, octets(5 * MB)).length()).isEqualTo(5 * MB));
    }

    @Test
    void refusesABodyThatIsLongerThanAnyMayBe() {
        request(spool(), room -> {
            assertThatThrownBy(() -> room.intake(8 * MB + 1)).isInstanceOf(TooLargeException.class);
            var unknown = room.intake();
            byte[] octets = octets(8 * MB);
            unknown.write(octets, 0, octets.length);
            assertThatThrownBy(() -> unknown.write(octets, 0, 1)).isInstanceOf(TooLargeException.class);
        });
    }

    private interface Work {
        void in(Room room) throws IOException;
    }

    private static void request(Spool spool, Work work) {
        Spool.during(() -> {
            try {
                work.in(Room.in(spool, BOUNDS.largestBody()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Spool spool() {
        return Spool.open(folder.resolve("spool"), BOUNDS);
    }

    private static Body taken(Room room, byte[] octets) throws IOException {
        var intake = room.intake();
        for (int at = 0; at < octets.length; at += 10_007) {
            intake.write(octets, at, Math.min(10_007, octets.length - at));
        }
        return intake.finish();
    }

    private static byte[] read(Body body) throws IOException {
        try (var in = body.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        new Random(7).nextBytes(octets);
        return octets;
    }

    private List<Path> files() {
        try (var files = Files.list(folder.resolve("spool"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
