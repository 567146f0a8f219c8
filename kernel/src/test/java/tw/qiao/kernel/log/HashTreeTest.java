package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

/** The eight entries, roots and proofs of the certificate-transparency tests, and what must hold for every tree. */
class HashTreeTest {
    private static final List<byte[]> ENTRIES = List.of(
            hex(""),
            hex("00"),
            hex("10"),
            hex("2021"),
            hex("3031"),
            hex("40414243"),
            hex("5051525354555657"),
            hex("606162636465666768696a6b6c6d6e6f"));
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheKnownRoots() {
        var tree = tree(ENTRIES);

        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(tree.root(size)).isEqualTo(hash(ROOTS.get(size)));
        }
        assertThat(Hash.EMPTY).isEqualTo(hash(ROOTS.getFirst()));
    }

    @Test
    void hasTheKnownInclusionProofs() {
        var tree = tree(ENTRIES);

        assertThat(tree.inclusion(0, 1).hashes()).isEmpty();
        assertThat(tree.inclusion(0, 8).hashes())
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.inclusion(5, 8).hashes())
                .containsExactly(
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(tree.inclusion(2, 3).hashes())
                .containsExactly(hash("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
        assertThat(tree.inclusion(1, 5).hashes())
                .containsExactly(
                        hash("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
    }

    @Test
    void hasTheKnownConsistencyProofs() {
        var tree = tree(ENTRIES);

        assertThat(tree.consistency(1, 1).hashes()).isEmpty();
        assertThat(tree.consistency(1, 8).hashes())
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.consistency(6, 8).hashes())
                .containsExactly(
                        hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(tree.consistency(2, 5).hashes())
                .containsExactly(
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
    }

    @Property(tries = 300)
    void provesEveryEntryAtEverySize(@ForAll @IntRange(min = 1, max = 1100) int size, @ForAll @IntRange int seed) {
        var tree = numbered(size);
        int index = Math.floorMod(seed, size);
        var proof = tree.inclusion(index, size);

        assertThat(proof.proves(entry(index), tree.root(size))).isTrue();
        assertThat(proof.proves(entry(index + 1), tree.root(size))).isFalse();
        assertThat(proof.hashes().size()).isLessThanOrEqualTo(11);
    }

    @Property(tries = 300)
    void provesThatItOnlyGrewAndThatEveryTreeBeginsEmpty(
            @ForAll @IntRange(max = 1100) int to, @ForAll @IntRange(max = 1100) int seed) {
        var tree = numbered(to);
        int from = seed % (to + 1);
        var proof = tree.consistency(from, to);

        assertThat(proof.proves(tree.root(from), tree.root(to))).isTrue();
        assertThat(proof.proves(hash(ROOTS.get(5)), tree.root(to))).isFalse();
        assertThat(proof.proves(tree.root(from), hash(ROOTS.get(5)))).isEqualTo(from == 0 && to > 0);
    }

    @Test
    void provesEveryPairOfSmallSizes() {
        var tree = numbered(70);
        for (int to = 0; to <= 70; to++) {
            for (int from = 0; from <= to; from++) {
                assertThat(tree.consistency(from, to).proves(tree.root(from), tree.root(to)))
                        .isTrue();
            }
            for (int index = 0; index < to; index++) {
                assertThat(tree.inclusion(index, to).proves(entry(index), tree.root(to)))
                        .isTrue();
            }
        }
    }

    @Property(tries = 300)
    void noChangedHashProvesAnything(
            @ForAll @IntRange(min = 2, max = 600) int size,
            @ForAll @IntRange int seed,
            @ForAll @IntRange(max = 31) int place,
            @ForAll @IntRange(min = 1, max = 255) int flip) {
        var tree = numbered(size);
        int index = Math.floorMod(seed, size);
        var inclusion = tree.inclusion(index, size);
        int from = 1 + Math.floorMod(seed, size - 1);
        var consistency = tree.consistency(from, size);

        for (int i = 0; i < inclusion.hashes().size(); i++) {
            var changed = new InclusionProof(index, size, changed(inclusion.hashes(), i, place, flip));
            assertThat(changed.proves(entry(index), tree.root(size))).isFalse();
        }
        for (int i = 0; i < consistency.hashes().size(); i++) {
            var changed = new ConsistencyProof(from, size, changed(consistency.hashes(), i, place, flip));
            assertThat(changed.proves(tree.root(from), tree.root(size))).isFalse();
        }
    }

    @Property(tries = 300)
    void noMissingOrAddedHashProvesAnything(
            @ForAll @IntRange(min = 2, max = 600) int size, @ForAll @IntRange int seed) {
        var tree = numbered(size);
        int index = Math.floorMod(seed, size);
        var hashes = tree.inclusion(index, size).hashes();
        var longer = new ArrayList<>(hashes);
        longer.add(Hash.EMPTY);

        assertThat(new InclusionProof(index, size, hashes.subList(0, hashes.size() - 1))
                        .proves(entry(index), tree.root(size)))
                .isFalse();
        assertThat(new InclusionProof(index, size, longer).proves(entry(index), tree.root(size)))
                .isFalse();
        assertThat(new InclusionProof((index + 1) % size, size, hashes).proves(entry(index), tree.root(size)))
                .isFalse();
    }

    @Test
    void saysNoToNonsense() {
        var root = numbered(4).root(4);

        assertThat(new InclusionProof(0, 0, List.of()).proves(entry(0), root)).isFalse();
        assertThat(new InclusionProof(-1, 4, List.of()).proves(entry(0), root)).isFalse();
        assertThat(new InclusionProof(4, 4, List.of()).proves(entry(0), root)).isFalse();
        assertThat(new ConsistencyProof(4, 3, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(-1, 3, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(2, 3, List.of()).proves(root, root)).isFalse();
        assertThat(new InclusionProof(0, Long.MAX_VALUE, List.of(root)).proves(entry(0), root))
                .isFalse();
        assertThat(new ConsistencyProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(root)).proves(root, root))
                .isFalse();
    }

    @Test
    void refusesSizesThatItDoesNotHave() {
        var tree = numbered(3);

        assertThatThrownBy(() -> tree.root(4)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> tree.inclusion(3, 3)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> tree.inclusion(0, 4)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> tree.consistency(2, 1)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> tree.subtree(1, 1)).isInstanceOf(Problem.class);
    }

    private static List<Hash> changed(List<Hash> hashes, int which, int place, int flip) {
        byte[] bytes = hashes.get(which).bytes();
        bytes[place] ^= (byte) flip;
        var changed = new ArrayList<>(hashes);
        changed.set(which, Hash.of(bytes));
        return changed;
    }

    private static HashTree numbered(int size) {
        return tree(IntStream.range(0, size).mapToObj(HashTreeTest::entry).toList());
    }

    private static byte[] entry(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static HashTree tree(List<byte[]> entries) {
        var tree = new HashTree();
        entries.forEach(entry -> tree.add(Hash.leaf(entry)));
        return tree;
    }

    private static Hash hash(String hex) {
        return Hash.of(hex(hex));
    }

    private static byte[] hex(String text) {
        return Arrays.copyOf(HexFormat.of().parseHex(text), text.length() / 2);
    }
}
