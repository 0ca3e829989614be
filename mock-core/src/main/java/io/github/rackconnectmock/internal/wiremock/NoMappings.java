package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.Errors;
import com.github.tomakehurst.wiremock.common.NotPermittedException;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.util.List;

/** No stubs in files: none are loaded, none are saved. */
final class NoMappings implements MappingsSource {
    private final Runnable onReset;

    /**
     * No stubs.
     *
     * @param onReset what else a reset of WireMock resets; a reset loads the stubs again, and gives no other sign
     */
    NoMappings(Runnable onReset) {
        this.onReset = onReset;
    }

    @Override
    public void loadMappingsInto(StubMappings stubMappings) {
        onReset.run();
    }

    @Override
    public void save(List<StubMapping> stubMappings) {
        throw refused();
    }

    @Override
    public void save(StubMapping stubMapping) {
        throw refused();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public void remove(StubMapping stubMapping) {}

    @Override
    public void removeAll() {}

    private static NotPermittedException refused() {
        return new NotPermittedException(Errors.single(10, "the mock writes no files"));
    }
}
