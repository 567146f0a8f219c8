package tw.qiao.platform.evidence;

/** The policy under which checkpoints of the platform's log are believed, as its file says it. */
record EvidencePolicy(String text) {}
