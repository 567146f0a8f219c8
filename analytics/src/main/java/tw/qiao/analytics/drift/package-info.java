/**
 * Drift (漂移): how a batch differs from the one before it, in its columns, types and codes, its number of rows and the
 * distribution of its values, and whether it is accepted, held or set aside for that.
 */
@NullMarked
package tw.qiao.analytics.drift;

import org.jspecify.annotations.NullMarked;
