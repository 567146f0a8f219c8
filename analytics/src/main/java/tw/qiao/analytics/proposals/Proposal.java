package tw.qiao.analytics.proposals;

import java.util.List;
import tw.qiao.analytics.dictionary.Column.PersonalData;

/**
 * What a column of a file might be. Nothing of it holds until a person says so.
 *
 * @param header what the file calls the column; {@code 代碼#2} for the second of that name, {@code #3} for the third
 *     column where it has none
 * @param name a name for it in SQL
 * @param fits how many of its values are written so
 * @param values how many values there are in the rows that were looked at
 * @param key whether each row has a value of its own here
 * @param codes the code list that has all its values; empty for none
 * @param examples some of its values
 */
public record Proposal(
        String header,
        String name,
        Written written,
        long fits,
        long values,
        boolean key,
        PersonalData personal,
        String codes,
        List<String> examples) {}
