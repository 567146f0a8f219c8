package tw.qiao.node;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;

/** Lists the services of a subsystem (X-Road metaservice {@code listMethods}). */
record ListMethods(String id, List<ProvidedService> services) implements ProvidedService {
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

    @Override
    public ObjectNode openApi() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
