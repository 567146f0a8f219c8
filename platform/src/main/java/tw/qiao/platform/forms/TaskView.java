package tw.qiao.platform.forms;

/**
 * A line of the task list.
 *
 * @param href where it leads; empty when it cannot be started yet
 * @param status the last part of the message key of its status
 * @param tone the tone of the status tag; empty for plain text
 */
public record TaskView(String title, String href, String status, String tone) {
    static TaskView of(String title, String href, Journey.Status status) {
        return switch (status) {
            case DONE -> new TaskView(title, href, "done", "");
            case BEGUN -> new TaskView(title, href, "begun", "waiting");
            case NOT_BEGUN -> new TaskView(title, href, "not-begun", "plain");
            case NOT_YET -> new TaskView(title, "", "not-yet", "");
        };
    }
}
