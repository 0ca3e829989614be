package io.github.rackconnectmock.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one extension object does: as annotations say, or as it was built. Immutable. */
interface MockPlan {
    /**
     * Where the mock of a context is to be.
     *
     * @return empty if there is none yet at this point, because each test method has its own
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if the plan can't be followed
     */
    Optional<MockPlace> place(ExtensionContext context);

    /** The name of the mock; empty for the mock of parameters and fields that name none. */
    String mockName();

    /** The same for all extension objects that follow the same plan. */
    Object identity();

    /** What a user does to have a mock for each method, for messages. */
    String perMethodRemedy();

    /** What a user does to have a mock for the class, for messages. */
    String perClassRemedy();
}
