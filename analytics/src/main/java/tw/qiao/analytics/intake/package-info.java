/** Files as they come to rows of text: unpacking, encodings, strict CSV, with the place of each row kept. */
@NullMarked
package tw.qiao.analytics.intake;

import org.jspecify.annotations.NullMarked;
