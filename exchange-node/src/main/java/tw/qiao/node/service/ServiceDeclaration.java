package tw.qiao.node.service;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/**
 * A service as the agency declares it: a view of its register that becomes a read-only service, or the address of a
 * system that answers by itself.
 *
 * @param subsystem the system that offers it, for example {@code household}
 * @param code the service code, for example {@code persons}
 * @param view the view, schema first, for example {@code household.api_persons}; empty when there is an upstream
 * @param parameter the column by which rows are found, for example {@code national_id}
 * @param fields the columns that may be told, in their order
 * @param people the columns that hold the number of a person, told or not; a row that is told is a use of her data
 * @param titleZh its title in Chinese
 * @param titleEn its title in English
 * @param upstream the base address of the system that answers; empty when there is a view
 * @param passThrough whether large answers of that system are passed on while they come
 */
public record ServiceDeclaration(
        String subsystem,
        String code,
        String view,
        String parameter,
        List<String> fields,
        List<String> people,
        String titleZh,
        String titleEn,
        String upstream,
        boolean passThrough) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> RESERVED = Set.of(
            "listClients",
            "listMethods",
            "allowedMethods",
            "getWsdl",
            "getOpenAPI",
            "getSecurityServerMetrics",
            "getSecurityServerOperationalData",
            "getSecurityServerHealthData",
            "findUsage");

    public ServiceDeclaration {
        fields = List.copyOf(fields);
        people = List.copyOf(people);
        if (!CODE.matcher(subsystem).matches() || !CODE.matcher(code).matches() || RESERVED.contains(code)) {
            throw wrong(code, "needs a subsystem and a service code that is not reserved");
        }
        if (view.isEmpty() == upstream.isEmpty()) {
            throw wrong(code, "needs either a view or an upstream");
        }
        if (!view.isEmpty() && (view.indexOf('.') < 1 || parameter.isEmpty() || fields.isEmpty())) {
            throw wrong(code, "needs a view with its schema, a parameter and fields");
        }
        if (passThrough && upstream.isEmpty()) {
            throw wrong(code, "needs an upstream whose answers are passed through");
        }
        if (!upstream.isEmpty() && !people.isEmpty()) {
            throw wrong(code, "needs a view for its columns with people");
        }
        if (!upstream.isEmpty() && !upstream.startsWith("http://") && !upstream.startsWith("https://")) {
            throw wrong(code, "needs an upstream that starts with http:// or https://");
        }
    }

    /** A system whose answers are passed on once they are whole. */
    public static ServiceDeclaration ofSystem(
            String subsystem, String code, String titleZh, String titleEn, String upstream) {
        return new ServiceDeclaration(subsystem, code, "", "", List.of(), List.of(), titleZh, titleEn, upstream, false);
    }

    /** A declared view. */
    public static ServiceDeclaration ofView(
            String subsystem,
            String code,
            String view,
            String parameter,
            List<String> fields,
            List<String> people,
            String titleZh,
            String titleEn) {
        return new ServiceDeclaration(subsystem, code, view, parameter, fields, people, titleZh, titleEn, "", false);
    }

    private static Problem wrong(String code, String expected) {
        return Problem.of("service_declaration_invalid", 500, false, "The service " + code + " " + expected);
    }
}
