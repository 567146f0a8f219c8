package tw.qiao.platform.warehouse;

import java.util.List;

/** A kept query with the columns of a table that it reads. */
public record ReadingQuery(SavedQuery query, List<String> columns) {}
