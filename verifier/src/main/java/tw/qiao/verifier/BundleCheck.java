package tw.qiao.verifier;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;

/** Checks a whole bundle. */
final class BundleCheck {
    private static final List<String> COMMITMENTS =
            List.of("request", "request_signed", "request_key", "client", "service", "method", "purpose", "basis");
    private static final List<String> ANSWER = List.of("response", "response_signed", "response_key", "status");

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
        return registry;
    }

    private void told(Side side, Registry registry) {
        side.entries().values().forEach(entry -> told(side, entry));
        side.entry("request").ifPresent(request -> {
            requireSubsystem(side, request);
            requireKey(request, "request_key", request.value("client"), registry);
            opened(side, request);
        });
        side.entry("response").ifPresent(response -> {
            if (response.has("response_key")) {
                requireKey(response, "response_key", subsystem(response), registry);
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
                entry.value("time"),
                entry.value("client"),
                entry.value("service"),
                entry.value("method"),
                entry.value("purpose"),
                entry.value("basis"),
                entry.value("grant"),
                entry.value("status"),
                entry.value("code"));
    }

    private static String subsystem(Entry entry) {
        String service = entry.value("service");
        return service.substring(0, Math.max(service.lastIndexOf('/'), 0));
    }

    private static void requireSubsystem(Side side, Entry request) {
        String own = side.role().equals("consumer") ? request.value("client") : subsystem(request);
        if (!side.member().has(own)) {
            throw Problem.forbidden("entry_of_other_member", "A log speaks for a subsystem of another member");
        }
    }

    /** The signature itself is known by its digest only; the key that made it must be of that member. */
    private static void requireKey(Entry entry, String name, String subsystem, Registry registry) {
        boolean known = registry.memberOf(subsystem).stream()
                .flatMap(member -> member.nodes().stream())
                .anyMatch(node -> node.signingKey().id().equals(entry.value(name)));
        if (!known) {
            throw Problem.forbidden("signing_key_unknown", "A message was signed by a key that is not of its member");
        }
    }

    private void opened(Side side, Entry request) {
        bundle.json(side.role() + "/opening.json")
                .map(Opening::read)
                .ifPresentOrElse(
                        opening -> {
                            opening.require(request);
                            report.proved("opening." + side.role(), opening.content());
                            report.open("opening.content." + side.role());
                        },
                        () -> report.open("opening.none." + side.role()));
    }

    private void agree(Side consumer, Side provider, String kind, List<String> names) {
        var asked = consumer.entry(kind);
        var given = provider.entry(kind);
        if (asked.isEmpty() || given.isEmpty()) {
            return;
        }
        for (String name : names) {
            boolean differ = asked.get().has(name)
                    && given.get().has(name)
                    && !asked.get().value(name).equals(given.get().value(name));
            if (differ) {
                throw Problem.forbidden("logs_contradict", "The logs of the two parties differ in " + name);
            }
        }
        report.proved("agree." + kind);
    }

    private void absent(String name, String key) {
        for (JsonNode role : bundle.index().path(name)) {
            report.open(key, role.stringValue("-"));
        }
    }
}
