package tw.qiao.node.service;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.node.message.Body;

/** A service that this node offers to other members. */
public interface ProvidedService {
    /** The service in full, for example {@code TW/GOV/RIS/household/persons}. */
    String id();

    /** The methods it answers. */
    List<String> methods();

    /** The path after the service code, for example <code>/{national_id}</code>. */
    String pathTemplate();

    /** Whether every member may ask, without a grant. */
    default boolean isOpen() {
        return false;
    }

    /** Whether it can show a caller some rows only; a grant of some rows is refused where it cannot. */
    default boolean filtersRows() {
        return false;
    }

    /** The longest body of a request that it takes, in octets. */
    default long largestBody() {
        return Body.SMALL;
    }

    /** Answers an authorised call whose body is {@code body}. */
    Answer answer(ServiceCall call, String contentType, Body body);

    /** Its description as an OAS 3.0.3 document. */
    ObjectNode openApi();
}
