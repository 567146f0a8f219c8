package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.verifier.Verifier;

/** Nobody can change a bundle in a way that the verifier does not see. */
class BundleTamperingTest {
    private static final int ANY = 1_000_000;

    private static byte[] bundle = new byte[0];
    private static byte[] ofProvider = new byte[0];
    private static byte[] other = new byte[0];
    private static byte[] trust = new byte[0];

    @BeforeContainer
    static void makeBundles() throws IOException {
        Path folder = Files.createTempDirectory("tampering");
        try (var stamped = new StampedExchange(folder, Map.of())) {
            String gxId = stamped.exchangeOnce();
            bundle = stamped.bundle(gxId);
            ofProvider = stamped.bundleOfProvider(gxId, "&bodies=true");
            other = stamped.bundle(stamped.exchangeOnce());
            trust = stamped.trust();
        }
    }

    @AfterContainer
    static void forget() {
        bundle = new byte[0];
    }

    private static boolean holds(byte[] container) {
        try {
            return Verifier.verify(container, trust).isProof();
        } catch (Problem unreadable) {
            return false;
        }
    }

    @Example
    void holdsAsItWasMade() {
        assertThat(holds(bundle)).isTrue();
        assertThat(holds(ofProvider)).isTrue();
        assertThat(holds(other)).isTrue();
    }

    @Property(tries = 2000)
    void noBitCanBeFlipped(@ForAll @IntRange(max = ANY) int place, @ForAll @IntRange(max = 7) int bit) {
        byte[] changed = bundle.clone();
        changed[place % changed.length] ^= (byte) (1 << bit);

        assertThat(holds(changed)).isFalse();
    }

    @Property(tries = 500)
    void noFileCanBeChangedUnderTheStamp(
            @ForAll @IntRange(max = ANY) int file,
            @ForAll @IntRange(max = ANY) int place,
            @ForAll @IntRange(max = 7) int bit) {
        var outer = StoredArchive.read(bundle);
        outer.put("evidence.zip", changed(evidence(bundle), _ -> true, file, place, bit));

        assertThat(holds(StoredArchive.write(outer))).isFalse();
    }

    /** Who leaves the stamp away still cannot change what the logs hold. */
    @Property(tries = 500)
    void noEntryMessageOrOpeningCanBeChangedWithoutTheStamp(
            @ForAll boolean provider,
            @ForAll @IntRange(max = ANY) int file,
            @ForAll @IntRange(max = ANY) int place,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] evidence =
                changed(evidence(provider ? ofProvider : bundle), BundleTamperingTest::isProven, file, place, bit);

        assertThat(holds(unstamped(evidence))).isFalse();
    }

    /** Base64 has bits that most readers ignore. What time stamps say does not matter, and checking them takes long. */
    @Example
    void noBitOfAnOpeningCanBeChanged() {
        for (String name : List.of("consumer/opening.json", "provider/opening.json")) {
            byte[] evidence = evidence(name.startsWith("consumer") ? bundle : ofProvider);
            var files = StoredArchive.read(evidence);
            files.keySet().removeIf(file -> file.endsWith(".tst"));
            assertThat(holds(unstamped(StoredArchive.write(files)))).isTrue();
            byte[] opening = Objects.requireNonNull(files.get(name));
            assertThat(IntStream.range(0, 8 * opening.length)
                            .parallel()
                            .filter(bit -> holds(flipped(files, name, bit))))
                    .as(name)
                    .isEmpty();
        }
    }

    private static byte[] flipped(Map<String, byte[]> files, String name, int bit) {
        var changed = new LinkedHashMap<>(files);
        byte[] content = Objects.requireNonNull(files.get(name)).clone();
        content[bit / 8] ^= (byte) (1 << bit % 8);
        changed.put(name, content);
        return unstamped(StoredArchive.write(changed));
    }

    @Example
    void noEntryOfAnotherExchangeCanBePutInItsPlace() {
        var evidence = StoredArchive.read(evidence(bundle));
        var others = StoredArchive.read(evidence(other));
        for (String name : List.of("provider/request", "provider/response", "consumer/request")) {
            var mixed = new LinkedHashMap<>(evidence);
            for (String end : List.of(".json", ".tlog-proof")) {
                mixed.put(name + end, others.get(name + end));
            }
            assertThat(holds(unstamped(StoredArchive.write(mixed)))).isFalse();
        }
    }

    @Example
    void noPartyCanBeMadeTheOther() {
        var swapped = new LinkedHashMap<String, byte[]>();
        StoredArchive.read(evidence(bundle)).forEach((name, content) -> {
            String role = name.startsWith("consumer/") ? "provider/" : name.startsWith("provider/") ? "consumer/" : "";
            swapped.put(role + name.substring(name.indexOf('/') + 1), content);
        });

        assertThat(holds(unstamped(StoredArchive.write(swapped)))).isFalse();
    }

    @Example
    void noFileCanBeAdded() {
        var more = new LinkedHashMap<>(StoredArchive.read(evidence(bundle)));
        more.put("provider/note.txt", new byte[1]);

        assertThat(holds(unstamped(StoredArchive.write(more)))).isFalse();
    }

    private static byte[] evidence(byte[] container) {
        return Objects.requireNonNull(StoredArchive.read(container).get("evidence.zip"));
    }

    private static byte[] unstamped(byte[] evidence) {
        var outer = new LinkedHashMap<String, byte[]>();
        outer.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        outer.put("evidence.zip", evidence);
        outer.put("META-INF/not-yet-stamped.txt", new byte[0]);
        return StoredArchive.write(outer);
    }

    /** One bit of one file is another, and all sums are right again. */
    private static byte[] changed(byte[] archive, Predicate<String> which, int file, int place, int bit) {
        var files = StoredArchive.read(archive);
        var names = new ArrayList<>(files.keySet());
        names.removeIf(which.negate());
        String name = names.get(file % names.size());
        byte[] content = Objects.requireNonNull(files.get(name)).clone();
        content[place % content.length] ^= (byte) (1 << bit);
        files.put(name, content);
        return StoredArchive.write(files);
    }

    private static boolean isProven(String name) {
        return name.matches(
                "(consumer|provider)/((request|response|opening)\\.json|(request|response)\\.(base|signature|body))");
    }
}
