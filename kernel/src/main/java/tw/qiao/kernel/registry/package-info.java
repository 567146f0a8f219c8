/** The registry of the exchange: who takes part, with which keys, and who may ask whom for what. */
@NullMarked
package tw.qiao.kernel.registry;

import org.jspecify.annotations.NullMarked;
