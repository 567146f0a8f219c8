package tw.qiao.platform.site;

/**
 * A link in the header. Modules declare beans of this.
 *
 * @param messageKey the key of the link's text
 * @param order lower numbers come first
 */
public record NavigationItem(String messageKey, String path, Audience audience, int order) {}
