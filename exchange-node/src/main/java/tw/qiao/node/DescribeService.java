package tw.qiao.node;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.message.Faults;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;

/** Gives the OpenAPI document of a service (X-Road metaservice {@code getOpenAPI}). */
record DescribeService(String id, List<ProvidedService> services) implements ProvidedService {
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
    public ObjectNode openApi() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
