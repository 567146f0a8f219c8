/**
 * From a file that nobody declared yet to a feed: what its columns might be, and the declaration once a person said.
 */
@NullMarked
package tw.qiao.analytics.proposals;

import org.jspecify.annotations.NullMarked;
