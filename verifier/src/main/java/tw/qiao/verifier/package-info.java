/** The verifier (驗證程式): says what an evidence bundle proves, without asking anybody. */
@NullMarked
package tw.qiao.verifier;

import org.jspecify.annotations.NullMarked;
