package tw.qiao.node.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Every edition of the registry that this node had in use, so that what was signed with keys of the past can be proved
 * with them.
 */
public final class RegistryEditions {
    private static final System.Logger LOG = System.getLogger(RegistryEditions.class.getName());
    private static final String END = ".json";

    private final Path folder;
    private final VerificationKey key;
    private final ConcurrentSkipListMap<Instant, Long> numbers = new ConcurrentSkipListMap<>();

    /** @param key the key that signs registries */
    public RegistryEditions(Path folder, VerificationKey key) {
        this.folder = folder;
        this.key = key;
        try {
            Files.createDirectories(folder);
            try (var files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(END)).forEach(this::know);
            }
        } catch (IOException e) {
            throw Problem.unavailable("registry_editions_unreadable", "The editions cannot be read: " + folder, e);
        }
    }

    private void know(Path file) {
        try {
            var registry = SignedRegistry.seen(Files.readString(file), key);
            numbers.put(registry.issuedAt(), registry.number());
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A past registry is of no use: {0}", file);
        }
    }

    /** Keeps an edition that is in use from now on. */
    public void keep(Registry registry, String signed) throws IOException {
        if (!registry.issuedAt().equals(issued(registry.number()))) {
            new DurableFile(folder.resolve(registry.number() + END)).write(signed);
            numbers.put(registry.issuedAt(), registry.number());
        }
    }

    private Instant issued(long number) {
        return numbers.entrySet().stream()
                .filter(edition -> edition.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Instant.MIN);
    }

    /** The newest edition that was issued by {@code time}, as it was signed. */
    public Optional<String> at(Instant time) {
        var edition = numbers.floorEntry(time);
        if (edition == null) {
            return Optional.empty();
        }
        try {
            return new DurableFile(folder.resolve(edition.getValue() + END)).read();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Registry {0} cannot be read", edition.getValue());
            return Optional.empty();
        }
    }
}
