package io.github.rackconnectmock.scenario;

/** How far RackConnect's automation of a cloud server is. */
public enum AutomationStatus {
    /** The automation is at work (documented). */
    DEPLOYING,
    /** The automation is done (documented). */
    DEPLOYED,
    /** The automation gave up (documented). */
    FAILED,
    /**
     * The server can't be automated, being built in the wrong region (documented by the vendor for the Cloud Servers
     * metadata, not for this API).
     */
    UNPROCESSABLE;

    /** Whether the automation has ended: every status but {@link #DEPLOYING}. */
    public boolean isTerminal() {
        return this != DEPLOYING;
    }
}
