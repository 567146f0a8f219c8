package tw.qiao.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.listener.AcceptedForm;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.listener.Xml;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.registry.RegistryIndex;

/** X-Road's {@code listClients}: all members and subsystems of the exchange, in JSON or XML (PR-META 2). */
final class ClientList {
    static final String PATH = "/listClients";

    private static final String START = Xml.DECLARATION
            + "<xroad:clientList xmlns:xroad=\"http://x-road.eu/xsd/xroad.xsd\""
            + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">";

    private ClientList() {}

    /** A member, or one of its subsystems where {@code subsystem} is not empty. */
    private record Client(List<String> member, String subsystem, String name) {
        String kind() {
            return subsystem.isEmpty() ? "MEMBER" : "SUBSYSTEM";
        }
    }

    static Reply of(RegistryIndex registry, RequestHead head) {
        var query = RequestQuery.parse(head.query());
        if (!query.values().keySet().stream().allMatch("xRoadInstance"::equals)) {
            throw Faults.client("invalid_request", "The query may only have xRoadInstance");
        }
        var clients = clients(registry);
        var instance = query.value("xRoadInstance");
        if (instance.isPresent()
                && clients.stream().noneMatch(client -> client.member().get(0).equals(instance.get()))) {
            throw Faults.client("invalid_request", "xRoadInstance names no instance of this exchange");
        }
        var asked = clients.stream()
                .filter(client -> instance.isEmpty() || client.member().get(0).equals(instance.get()))
                .toList();
        var form = AcceptedForm.of(head.fields());
        String text = form == AcceptedForm.JSON ? json(asked) : xml(asked);
        return Reply.of(200, form.contentType(), Body.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Client> clients(RegistryIndex registry) {
        var clients = new ArrayList<Client>();
        for (Member member : registry.members()) {
            var id = List.of(member.id().split("/", -1));
            clients.add(new Client(id, "", member.nameZh()));
            member.subsystems().forEach(subsystem -> clients.add(new Client(id, subsystem, member.nameZh())));
        }
        return clients;
    }

    private static String json(List<Client> clients) {
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        var members = out.putArray("member");
        for (Client client : clients) {
            ObjectNode entry = members.addObject();
            ObjectNode id = entry.putObject("id");
            id.put("object_type", client.kind())
                    .put("xroad_instance", client.member().get(0));
            id.put("member_class", client.member().get(1))
                    .put("member_code", client.member().get(2));
            if (!client.subsystem().isEmpty()) {
                id.put("subsystem_code", client.subsystem());
            }
            entry.put("name", client.name());
        }
        return out.toString();
    }

    private static String xml(List<Client> clients) {
        var out = new StringBuilder(START);
        for (Client client : clients) {
            out.append("<xroad:member><xroad:id id:objectType=\"")
                    .append(client.kind())
                    .append("\">")
                    .append(Xml.element("id:xRoadInstance", client.member().get(0)))
                    .append(Xml.element("id:memberClass", client.member().get(1)))
                    .append(Xml.element("id:memberCode", client.member().get(2)))
                    .append(client.subsystem().isEmpty() ? "" : Xml.element("id:subsystemCode", client.subsystem()))
                    .append("</xroad:id>")
                    .append(Xml.element("xroad:name", client.name()))
                    .append("</xroad:member>");
        }
        return out.append("</xroad:clientList>").toString();
    }
}
