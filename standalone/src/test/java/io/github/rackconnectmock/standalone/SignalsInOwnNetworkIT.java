package io.github.rackconnectmock.standalone;

import org.junit.jupiter.api.BeforeEach;

/** The same with {@code exec --hosts}, where this program runs twice. */
class SignalsInOwnNetworkIT extends SignalsIT {
    @BeforeEach
    void assumePossible() throws Exception {
        OwnNetworkIT.assumePossible();
    }

    @Override
    boolean hasOwnNetwork() {
        return true;
    }
}
