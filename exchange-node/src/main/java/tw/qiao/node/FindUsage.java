package tw.qiao.node;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;
import tw.qiao.node.store.ExchangeRecord;
import tw.qiao.node.store.PrivateStore;

/**
 * Tells who used a person's data (Estonia's data tracker, 資料使用紀錄). Asking is recorded as an exchange, but is no use of
 * data itself.
 */
record FindUsage(String id, PrivateStore store) implements ProvidedService {
    private static final int MOST = 200;
    private static final Set<String> PARAMETERS = Set.of("userCode", "offset", "limit");

    @Override
    public List<String> methods() {
        return List.of("GET");
    }

    @Override
    public String pathTemplate() {
        return "";
    }

    @Override
    public Answer answer(ServiceCall call, String contentType, Body body) {
        var query = call.query();
        if (!PARAMETERS.containsAll(query.values().keySet())) {
            throw Faults.client("invalid_request", "The query may have userCode, offset and limit");
        }
        String person = query.value("userCode")
                .filter(code -> !code.isEmpty())
                .orElseThrow(() -> Faults.client("invalid_request", "The query must name a userCode"));
        var usages = store.usages(
                store.subject(person), whole(query, "offset", 0, Integer.MAX_VALUE), whole(query, "limit", 50, MOST));
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        var list = out.putArray("usages");
        usages.records().forEach(usage -> describe(list.addObject(), usage));
        out.put("totalUsages", usages.total());
        return Answer.json(200, out.toString());
    }

    private static int whole(RequestQuery query, String name, int otherwise, int most) {
        try {
            int value = query.value(name).map(Integer::parseInt).orElse(otherwise);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, most);
        }
        throw wrong(name, most);
    }

    private static Problem wrong(String name, int most) {
        return Faults.client("invalid_request", name + " must be a whole number from 0 to " + most);
    }

    private static void describe(ObjectNode out, ExchangeRecord usage) {
        out.put("gx_id", usage.gxId());
        out.put("time", usage.time().toString());
        out.put("consumer", usage.client());
        out.put("service", usage.service());
        var fields = out.putArray("fields");
        usage.usage().fields().forEach(fields::add);
        out.put("purpose", usage.purpose());
        out.put("basis", usage.basis());
        if (usage.consent().isEmpty()) {
            out.putNull("consent");
        } else {
            out.put("consent", usage.consent());
        }
    }

    @Override
    public ObjectNode openApi() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
