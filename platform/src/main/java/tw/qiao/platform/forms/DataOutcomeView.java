package tw.qiao.platform.forms;

import tw.qiao.platform.mydata.DataItem;

/**
 * A line of the page that says what agencies answered.
 *
 * @param state {@code found}, {@code absent}, {@code unavailable} or {@code own}
 * @param code why there is nothing; empty otherwise
 */
public record DataOutcomeView(DataItem item, String state, String code) {}
