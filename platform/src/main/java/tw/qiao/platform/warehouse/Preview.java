package tw.qiao.platform.warehouse;

import java.util.List;

/**
 * The first rows of a file.
 *
 * @param rows the first is the header; none when they cannot be read
 */
public record Preview(List<List<String>> rows) {}
