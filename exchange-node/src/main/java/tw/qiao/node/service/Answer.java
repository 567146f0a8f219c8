package tw.qiao.node.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tw.qiao.node.message.Body;

/** What a service answers, and whom the answer is about. */
public final class Answer {
    /** The content type of JSON. */
    public static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final Body body;
    private final String subject;
    private final List<String> fields;
    private final Set<String> mentioned;
    private final String headers;

    private Answer(
            int status,
            String contentType,
            Body body,
            String subject,
            List<String> fields,
            Set<String> mentioned,
            String headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.subject = subject;
        this.fields = List.copyOf(fields);
        this.mentioned = Set.copyOf(mentioned);
        this.headers = headers;
    }

    /** An answer that tells nothing about a person. */
    public static Answer of(int status, String contentType, byte[] body) {
        return of(status, contentType, Body.of(body));
    }

    /** An answer that tells nothing about a person. */
    public static Answer of(int status, String contentType, Body body) {
        return new Answer(status, contentType, body, "", List.of(), Set.of(), "");
    }

    /** A JSON text that tells nothing about a person. */
    public static Answer json(int status, String text) {
        return of(status, JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    /** This answer, which tells the given fields about the person, firm or thing with the given number. */
    public Answer about(String number, List<String> told) {
        return new Answer(status, contentType, body, number, told, mentioned, headers);
    }

    /** This answer, in whose rows the people with the given numbers appear. */
    public Answer mentioning(Set<String> numbers) {
        return new Answer(status, contentType, body, subject, fields, numbers, headers);
    }

    /** This answer, with the header fields that its system sends along, as they cross. */
    public Answer with(String crossing) {
        return new Answer(status, contentType, body, subject, fields, mentioned, crossing);
    }

    /** The header fields of its system as they cross between nodes, empty when there are none. */
    public String headers() {
        return headers;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The content type. */
    public String contentType() {
        return contentType;
    }

    /** The body. */
    public Body body() {
        return body;
    }

    /** The number of the person, firm or thing that the answer is about; empty when it is about none. */
    public String subject() {
        return subject;
    }

    /** The numbers of the people who appear in the answer's rows, be their numbers told or not. */
    public Set<String> mentioned() {
        return mentioned;
    }

    /** The fields that the answer tells about the subject. */
    public List<String> fields() {
        return fields;
    }
}
