/** Feeds (資料來源): how the files of one publisher become the rows of one table, and their import from end to end. */
@NullMarked
package tw.qiao.analytics.feeds;

import org.jspecify.annotations.NullMarked;
