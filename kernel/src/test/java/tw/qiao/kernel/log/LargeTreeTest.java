package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.bytes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees, files and places of more entries than a 32-bit number counts, without the entries. */
class LargeTreeTest {
    private static final byte[] ENTRY = bytes("the same");
    private static final long HUNDRED_MILLION = 100_000_000L;

    /** A tree of any size in which every entry is the same, so that one hash stands for each level. */
    private static final class Same implements Subtrees {
        private final List<Hash> levels = new ArrayList<>(List.of(Hash.leaf(ENTRY)));

        @Override
        public Hash subtree(int level, long number) {
            while (levels.size() <= level) {
                levels.add(Hash.node(levels.getLast(), levels.getLast()));
            }
            return levels.get(level);
        }
    }

    private final Same tree = new Same();

    @ParameterizedTest
    @ValueSource(longs = {HUNDRED_MILLION, (1L << 31) - 1, (1L << 31) + 1, (1L << 32) + 1, 1_234_567_890_123L})
    void provesEntriesOfALargeTree(long size) {
        var root = tree.range(0, size);
        for (long index : new long[] {0, HUNDRED_MILLION - 1, size / 2, size - 2, size - 1}) {
            var proof = tree.path(index, size);

            assertThat(proof.hashes()).hasSizeLessThanOrEqualTo(41);
            assertThat(proof.proves(ENTRY, root)).isTrue();
            assertThat(proof.proves(bytes("another"), root)).isFalse();
            assertThat(new InclusionProof(index, size * 2 + 1, proof.hashes()).proves(ENTRY, root))
                    .as("of another size")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HUNDRED_MILLION, (1L << 31) + 1, 1_234_567_890_123L})
    void namesTheFilesOfALargeLog(long size) {
        for (int level = TilePath.ENTRIES; level < 6; level++) {
            long there = level == TilePath.ENTRIES ? size : size >> (8 * level);
            if (there > 0) {
                var last = TilePath.in(size, level, (there - 1) / TilePath.FULL).orElseThrow();

                assertThat(TilePath.parse(last.path())).contains(last);
                assertThat(last.isWithin(size)).isTrue();
                assertThat(TilePath.in(size, level, last.number() + 1)).isEmpty();
            }
        }
        assertThat(TilePath.in(HUNDRED_MILLION, 0, 390_624).orElseThrow().path())
                .isEqualTo("tile/0/x390/624");
    }

    @Test
    void keepsPlacesFarBeyondTheFirstSegmentsAndTwoGibibytes() {
        var positions = new Positions(Scratch.inMemory());
        long far = (1L << 40) - 1;
        positions.add(0, Segments.FULL);
        positions.add(700_000, 3L << 30);
        positions.add((1 << 23) - 1, far);

        assertThat(positions.segment(1)).isEqualTo(700_000);
        assertThat(positions.offset(1)).isEqualTo(3L << 30);
        assertThat(positions.segment(2)).isEqualTo((1 << 23) - 1);
        assertThat(positions.offset(2)).isEqualTo(far);
    }

    @Test
    void findsEntriesByNumbersThatNeedMoreThan32Bits() {
        var table = new KeyTable(Scratch.inMemory());
        table.add(-7, 1_234_567_890_123L);

        assertThat(table.find(-7)).containsExactly(1_234_567_890_123L);
    }
}
