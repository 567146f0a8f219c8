package tw.qiao.platform.identity;

/**
 * A synthetic person that a demonstration offers for sign-in.
 *
 * @param firm the name of the firm that she represents; empty for others
 * @param note what makes her interesting; may be empty
 */
public record DemoPerson(String nationalId, String name, Role role, String agency, String firm, String note) {}
