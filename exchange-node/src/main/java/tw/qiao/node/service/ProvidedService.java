package tw.qiao.node.service;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

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

    /** Answers an authorised call whose body is {@code body}. */
    Answer answer(ServiceCall call, String contentType, byte[] body);

    /** Its description as an OAS 3.0.3 document. */
    ObjectNode openApi();
}
