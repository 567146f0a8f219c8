package tw.qiao.verifier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;

/** Checks a whole bundle. */
final class BundleCheck {
    private static final List<String> COMMITMENTS =
            List.of("request", "client", "service", "method", "purpose", "basis");
    private static final List<String> ANSWER = List.of("response", "status");
    private static final List<String> MESSAGES = List.of("request", "response");

    private final Bundle bundle;
    private final Trust trust;
    private final Report report = new Report();

    private BundleCheck(Bundle bundle, Trust trust) {
        this.bundle = bundle;
        this.trust = trust;
    }

    /** What the bundle proves. A {@link Problem} of status 403 says what is false, any other what is unreadable. */
    static Report of(Bundle bundle, Trust trust) {
        var check = new BundleCheck(bundle, trust);
        check.all();
        return check.report;
    }

    private void all() {
        var stamps = new Stamps(trust, report);
        bundle.stamp()
                .ifPresentOrElse(
                        token -> stamps.check("stamp.bundle", token, bundle.object()),
                        () -> report.open("stamp.bundle.none"));
        var registry = registry();
        var sides = new SideCheck(bundle, registry, trust, stamps, report);
        var consumer = sides.side("consumer");
        var provider = sides.side("provider");
        if (consumer.isEmpty() && provider.isEmpty()) {
            throw Bundle.unreadable("it holds no entry");
        }
        consumer.ifPresent(side -> told(side, registry));
        provider.ifPresent(side -> told(side, registry));
        if (consumer.isPresent() && provider.isPresent()) {
            agree(consumer.get(), provider.get(), "request", COMMITMENTS);
            agree(consumer.get(), provider.get(), "response", ANSWER);
        }
        messages(
                registry,
                Stream.of(consumer, provider).flatMap(Optional::stream).toList());
        absent("missing", "side.missing");
        absent("unreachable", "side.unreachable");
    }

    private Registry registry() {
        var own = VerificationKey.ofBase64(bundle.text("registry-key.txt"));
        var key = trust.registryKey().orElse(own);
        var registry = SignedRegistry.seen(bundle.text("registry.json"), key);
        report.proved("registry", registry.number(), registry.issuedAt(), key.id());
        if (!own.equals(key)) {
            throw Problem.forbidden("registry_key_unknown", "The bundle names another registry key than is trusted");
        }
        if (trust.registryKey().isEmpty()) {
            report.open("registry.unchecked", own.id());
        }
        trust.registry().ifPresent(trusted -> compare(registry, trusted));
        return registry;
    }

    private void compare(Registry registry, Registry trusted) {
        if (registry.number() == trusted.number() && !registry.equals(trusted)) {
            throw Problem.forbidden("registry_forked", "There are two registries of one number");
        }
        if (registry.number() < trusted.number()) {
            report.open("registry.older", registry.number(), trusted.number(), trusted.issuedAt());
        } else if (registry.number() > trusted.number()) {
            report.open("registry.newer", registry.number(), trusted.number(), trusted.issuedAt());
        }
    }

    private void messages(Registry registry, List<Side> sides) {
        var check = new MessageCheck(bundle, new SigningKeys(registry), report);
        for (String kind : MESSAGES) {
            boolean told = false;
            boolean shown = false;
            for (Side side : sides) {
                var entry = side.entry(kind);
                if (entry.isPresent()) {
                    told = true;
                    shown |= check.check(entry.get(), side.value("client"), side.value("service"));
                } else if (bundle.hasMessage(side.role() + "/" + kind)) {
                    throw Bundle.unreadable("there is a message, but no entry of it: " + kind);
                }
            }
            if (told && !shown) {
                report.open("message.none." + kind);
            }
        }
    }

    private void told(Side side, Registry registry) {
        side.entries().values().forEach(entry -> told(side, entry));
        side.entry("request").ifPresent(request -> {
            requireSubsystem(side, request);
            requireKey(request, "request_key", request.value("client"), registry);
            if (request.time().isBefore(registry.issuedAt())) {
                report.open("registry.later." + side.role(), registry.number(), registry.issuedAt());
            }
            opened(side, request);
        });
        side.entry("response").ifPresent(response -> {
            if (response.has("response_key")) {
                requireKey(response, "response_key", MessageCheck.subsystem(response.value("service")), registry);
            }
        });
        if (side.entry("response").isEmpty() && side.entry("refusal").isEmpty()) {
            report.open("response.none", side.role());
        }
    }

    private void told(Side side, Entry entry) {
        report.proved(
                entry.kind() + "." + side.role(),
                side.member().nameZh(),
                side.member().nameEn(),
                side.member().id(),
                entry.time(),
                entry.value("client"),
                entry.value("service"),
                entry.value("method"),
                entry.value("purpose"),
                entry.value("basis"),
                entry.value("grant"),
                entry.value("status"),
                entry.value("code"));
    }

    private static void requireSubsystem(Side side, Entry request) {
        String own = side.role().equals("consumer")
                ? request.value("client")
                : MessageCheck.subsystem(request.value("service"));
        if (!side.member().has(own)) {
            throw Problem.forbidden("entry_of_other_member", "A log speaks for a subsystem of another member");
        }
    }

    /** Even where the signature itself is not shown, the key that made it must be of that member. */
    private static void requireKey(Entry entry, String name, String subsystem, Registry registry) {
        var keys = new SigningKeys(registry);
        keys.find(keys.member(subsystem), entry.value(name), entry.time());
    }

    private void opened(Side side, Entry request) {
        bundle.json(side.role() + "/opening.json")
                .map(Opening::read)
                .ifPresentOrElse(
                        opening -> {
                            opening.require(request);
                            report.proved("opening." + side.role(), opening.content());
                        },
                        () -> report.open("opening.none." + side.role()));
    }

    private void agree(Side consumer, Side provider, String kind, List<String> names) {
        var asked = consumer.entry(kind);
        var given = provider.entry(kind);
        if (asked.isEmpty() || given.isEmpty()) {
            return;
        }
        if (!same(asked.get(), given.get(), kind + "_signed") || !same(asked.get(), given.get(), kind + "_key")) {
            report.open("agree.attempt." + kind);
        }
        for (String name : names) {
            if (!same(asked.get(), given.get(), name)) {
                throw Problem.forbidden("logs_contradict", "The logs of the two parties differ in " + name);
            }
        }
        report.proved("agree." + kind);
    }

    private static boolean same(Entry one, Entry other, String name) {
        return !one.has(name) || !other.has(name) || one.value(name).equals(other.value(name));
    }

    private void absent(String name, String key) {
        for (JsonNode role : bundle.index().path(name)) {
            report.open(key, role.stringValue("-"));
        }
    }
}
