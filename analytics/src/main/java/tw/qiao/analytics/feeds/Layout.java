package tw.qiao.analytics.feeds;

import java.util.List;

/**
 * One of the forms that a feed's files have had over the years.
 *
 * @param separator what keeps cells apart
 * @param list the name of the list of objects in a JSON file, empty for separated values
 * @param ignored headers of columns that nobody needs
 */
record Layout(String name, char separator, String list, List<String> ignored, List<SourceColumn> columns) {}
