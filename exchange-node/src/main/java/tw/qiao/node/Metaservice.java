package tw.qiao.node;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
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

    private static Answer list(List<ProvidedService> services) {
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        var list = out.putArray("service");
        for (ProvidedService service : services) {
            var parts = service.id().split("/", -1);
            ObjectNode entry = list.addObject();
            entry.put("object_type", "SERVICE").put("service_type", "OPENAPI");
            entry.put("xroad_instance", parts[0]).put("member_class", parts[1]);
            entry.put("member_code", parts[2]).put("subsystem_code", parts[3]);
            entry.put("service_code", parts[4]);
            var endpoints = entry.putArray("endpoint_list");
            for (String method : service.methods()) {
                endpoints.addObject().put("method", method).put("path", service.pathTemplate());
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
    public Answer answer(ServiceCall call, String contentType, byte[] body) {
        return answering.apply(call);
    }

    @Override
    public ObjectNode openApi() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
