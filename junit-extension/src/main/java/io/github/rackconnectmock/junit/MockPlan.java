package io.github.rackconnectmock.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one extension object was told to do: as annotations say, or as it was built. Immutable. */
interface MockPlan {
    /**
     * Where the mock of a context is to be.
     *
     * @return empty if there is none yet at this point, because each test method has its own
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if the plan can't be followed
     */
    Optional<MockPlace> place(ExtensionContext context);

    /** What parameters call the mock; empty for those that don't name one. */
    String mockName();

    /** The same for all extension objects that follow the same plan. */
    Object identity();
}
