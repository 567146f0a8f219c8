package tw.qiao.platform.casework;

/**
 * What an officer decides (處分).
 *
 * @param action {@code approve} or {@code reject}
 * @param article the id of the article that it rests on
 * @param comment the reasons, for the applicant
 */
public record Decision(String action, String article, String comment) {
    /** Nothing chosen yet. */
    public static final Decision NONE = new Decision("", "", "");

    /** Whether this approves. */
    public boolean approves() {
        return action.equals("approve");
    }
}
