/** The story of the product in a real browser, on a desktop and on a phone. */
@NullMarked
package tw.qiao.e2e;

import org.jspecify.annotations.NullMarked;
