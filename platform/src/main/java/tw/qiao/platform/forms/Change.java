package tw.qiao.platform.forms;

/** A questioned answer before and after the applicant corrected it, as people read it in Chinese. */
public record Change(String field, String before, String after) {}
