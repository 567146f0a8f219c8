package tw.qiao.platform.site;

/** The signed-in person as the shell of a page needs to know her. The principal of the session implements this. */
public interface Visitor {
    /** The name to show in the header. */
    String displayName();

    /** Whether pages for {@code audience} are for this person. */
    boolean belongsTo(Audience audience);
}
