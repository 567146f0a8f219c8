package tw.qiao.platform.forms;

import tw.qiao.platform.mydata.Provenance;

/**
 * The mark of an answer in which the applicant replaced what an agency holds.
 *
 * @param provenance where the replaced fact came from
 * @param agencyValue the replaced fact, in the form in which answers are kept
 */
public record Correction(Provenance provenance, String agencyValue) {}
