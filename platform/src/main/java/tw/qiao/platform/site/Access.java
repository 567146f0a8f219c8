package tw.qiao.platform.site;

/**
 * Opens the paths of a module to an audience. A module declares beans of this; every path that no bean opens is denied.
 *
 * @param pattern a path pattern such as {@code /dashboards/**}
 */
public record Access(String pattern, Audience audience) {}
