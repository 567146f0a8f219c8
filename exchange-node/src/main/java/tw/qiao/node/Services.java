package tw.qiao.node;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tw.qiao.node.message.Faults;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.Register;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.service.UpstreamService;
import tw.qiao.node.service.ViewService;

/** The services of a node, by their ids: those that are declared, and those that describe them. */
final class Services {
    private final Map<String, ProvidedService> services = new LinkedHashMap<>();
    private final UnaryOperator<ProvidedService> observed;

    Services(NodeParts parts, Supplier<Register> register, Clock clock, UnaryOperator<ProvidedService> observed) {
        this.observed = observed;
        String member = parts.settings().member();
        var subsystems = new TreeSet<String>();
        for (ServiceDeclaration declaration : parts.settings().services()) {
            subsystems.add(declaration.subsystem());
            add(
                    declaration.view().isEmpty()
                            ? new UpstreamService(member, declaration, parts.room())
                            : new ViewService(member, declaration, register.get()));
        }
        var declared = List.copyOf(services.values());
        for (String subsystem : subsystems) {
            String prefix = member + "/" + subsystem + "/";
            var own = declared.stream()
                    .filter(service -> service.id().startsWith(prefix))
                    .toList();
            add(Metaservice.listMethods(prefix, own));
            add(Metaservice.allowedMethods(
                    prefix,
                    own,
                    client -> Authorisation.allowing(parts.registry().current(), client, clock.instant())));
            add(Metaservice.getOpenApi(prefix, own));
            add(new FindUsage(prefix + "findUsage", parts.store()));
        }
    }

    private void add(ProvidedService service) {
        services.put(service.id(), observed.apply(service));
    }

    /** The ids of all services. */
    Set<String> ids() {
        return Set.copyOf(services.keySet());
    }

    /** The service with the given id. */
    ProvidedService find(String id) {
        var service = services.get(id);
        if (service == null) {
            throw Faults.providerNode("unknown_service", "This node offers no such service");
        }
        return service;
    }
}
