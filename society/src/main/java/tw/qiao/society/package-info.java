/**
 * A seeded synthetic society (合成社會) on real village statistics: people, households, life events, land, firms, jobs and
 * benefits that never existed, whose margins are those of Taiwan's villages. The same seed and size give the same
 * bytes.
 *
 * <p>Uses {@code tw.qiao.kernel} and nothing else of the house.
 */
@NullMarked
package tw.qiao.society;

import org.jspecify.annotations.NullMarked;
