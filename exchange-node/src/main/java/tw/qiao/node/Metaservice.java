package tw.qiao.node;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;

/** A service about the services of a subsystem (X-Road metaservice), open to every member. */
record Metaservice(String id, Function<ServiceCall, Answer> answering) implements ProvidedService {
    /** {@code listMethods}: the services of the subsystem with this prefix. */
    static Metaservice listMethods(String prefix, List<ProvidedService> services) {
        return new Metaservice(prefix + "listMethods", _ -> list(services));
    }

    /** {@code getOpenAPI}: the OpenAPI document of one of the services. */
    static Metaservice getOpenApi(String prefix, List<ProvidedService> services) {
        return new Metaservice(prefix + "getOpenAPI", call -> describe(services, call));
    }

    /** {@code allowedMethods}: those services of the subsystem for which the asking subsystem has a grant. */
    static Metaservice allowedMethods(
            String prefix, List<ProvidedService> services, Function<String, List<Grant>> grantsOf) {
        return new Metaservice(prefix + "allowedMethods", call -> {
            var grants = grantsOf.apply(call.client());
            return listed(services.stream()
                    .map(service -> new Listed(service, allowed(service, grants)))
                    .filter(listed -> !listed.endpoints().isEmpty())
                    .toList());
        });
    }

    private static List<Endpoint> allowed(ProvidedService service, List<Grant> grants) {
        return grants.stream()
                .filter(grant -> grant.service().equals(service.id()))
                .flatMap(grant -> grant.methods().stream()
                        .filter(service.methods()::contains)
                        .map(method -> Endpoint.of(method, grant.pathTemplate())))
                .distinct()
                .toList();
    }

    private static Answer list(List<ProvidedService> services) {
        return listed(services.stream()
                .map(service -> new Listed(
                        service,
                        service.methods().stream()
                                .map(method -> Endpoint.of(method, service.pathTemplate()))
                                .toList()))
                .toList());
    }

    private record Listed(ProvidedService service, List<Endpoint> endpoints) {}

    /** What may be asked; a star in the path stands for any one segment, as in X-Road. */
    private record Endpoint(String method, String path) {
        private static final Pattern PARAMETER = Pattern.compile("\\{[^}/]*}");

        static Endpoint of(String method, String template) {
            return new Endpoint(method, PARAMETER.matcher(template).replaceAll("*"));
        }
    }

    private static Answer listed(List<Listed> services) {
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        var list = out.putArray("service");
        for (Listed listed : services) {
            var parts = listed.service().id().split("/", -1);
            ObjectNode entry = list.addObject();
            entry.put("member_class", parts[1]).put("member_code", parts[2]).put("object_type", "SERVICE");
            entry.put("service_code", parts[4]).put("service_type", "OPENAPI");
            entry.put("subsystem_code", parts[3]).put("xroad_instance", parts[0]);
            var endpoints = entry.putArray("endpoint_list");
            for (Endpoint endpoint : listed.endpoints()) {
                endpoints.addObject().put("method", endpoint.method()).put("path", endpoint.path());
            }
        }
        return Answer.json(200, out.toString());
    }

    private static Answer describe(List<ProvidedService> services, ServiceCall call) {
        String code = call.query()
                .value("serviceCode")
                .orElseThrow(() -> Faults.client("invalid_request", "The query must name a serviceCode"));
        return services.stream()
                .filter(service -> service.id().endsWith("/" + code))
                .findFirst()
                .map(service -> Answer.json(200, service.openApi().toString()))
                .orElseThrow(() -> Faults.providerNode("unknown_service", "This node offers no such service"));
    }

    @Override
    public List<String> methods() {
        return List.of("GET");
    }

    @Override
    public String pathTemplate() {
        return "";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Answer answer(ServiceCall call, String contentType, Body body) {
        return answering.apply(call);
    }

    @Override
    public ObjectNode openApi() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
