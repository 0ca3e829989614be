package io.github.rackconnectmock.acceptance;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;

/** Starts a mock, uses it, and forgets to close it. */
public final class ForgottenMockMain {
    private ForgottenMockMain() {}

    /** Returns with the mock open. */
    public static void main(String[] arguments) throws IOException {
        RackConnectMockServer mock = Mocks.unlimited();
        Wire.get(mock.baseUri(), "v1/automation_status");
        Way.TUNNEL.open(mock, "none").close();
        Wire.get(mock.baseUri(), "__admin/rackconnect/health");
        System.out.println("done");
    }
}
