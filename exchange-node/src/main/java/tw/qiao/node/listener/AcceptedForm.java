package tw.qiao.node.listener;

import tw.qiao.node.message.Fields;

/** The form in which a system wants what the node itself says; JSON unless it asks for XML. */
public enum AcceptedForm {
    JSON("application/json;charset=utf-8"),
    TEXT_XML("text/xml;charset=utf-8"),
    APPLICATION_XML("application/xml;charset=utf-8");

    private final String contentType;

    AcceptedForm(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The first form in the Accept fields that the node can write. */
    public static AcceptedForm of(Fields fields) {
        for (String line : fields.all("accept")) {
            for (String range : line.split(",", -1)) {
                int parameters = range.indexOf(';');
                switch ((parameters < 0 ? range : range.substring(0, parameters)).strip()) {
                    case "text/xml" -> {
                        return TEXT_XML;
                    }
                    case "application/xml" -> {
                        return APPLICATION_XML;
                    }
                    case "application/json", "*/*" -> {
                        return JSON;
                    }
                    default -> {}
                }
            }
        }
        return JSON;
    }
}
