package tw.qiao.platform.alerts;

import tw.qiao.analytics.egress.Cell;

/** What may be told in a period of a place, which is called as in the data. */
record Seen(String period, String place, Cell cell) {}
