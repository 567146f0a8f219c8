package tw.qiao.analytics.egress;

import java.util.Map;

/**
 * What somebody may see.
 *
 * @param tables the rules by table; a table without a rule is not there
 */
public record Policy(Clearance clearance, Map<String, TableRule> tables) {}
