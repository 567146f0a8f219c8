package tw.qiao.platform.site;

/**
 * One thing to correct in what a person entered.
 *
 * @param field the name of the input, which is also its id in the page
 * @param message what to do, in the person's language
 */
public record InputError(String field, String message) {}
