package tw.qiao.platform.alerts;

/**
 * An alert with what people call its parts.
 *
 * @param place its name in the language of the page; empty when it has none
 */
public record AlertLine(Alert alert, Terms terms, String place) {}
