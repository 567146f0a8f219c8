package tw.qiao.analytics.cubes;

import java.util.List;

/**
 * A value of a level (成員).
 *
 * @param path what it and all wider ones are called, the widest first
 */
public record Member(String key, List<String> path) {}
