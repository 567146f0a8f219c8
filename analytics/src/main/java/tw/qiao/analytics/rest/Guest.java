package tw.qiao.analytics.rest;

import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;

/** Somebody who has a token. */
public interface Guest {
    /** What she may see. */
    Policy policy();

    /** What she asks, after all gates: the rows that follow the first {@code offset} ones. */
    Result page(Query query, long offset);
}
