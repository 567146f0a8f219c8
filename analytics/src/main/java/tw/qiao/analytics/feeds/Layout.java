package tw.qiao.analytics.feeds;

import java.util.List;
import tw.qiao.analytics.intake.Reading;

/**
 * One of the forms that a feed's files have had over the years.
 *
 * @param reading where the rows are
 * @param ignored headers of columns that nobody needs
 */
record Layout(String name, Reading reading, List<String> ignored, List<SourceColumn> columns) {}
