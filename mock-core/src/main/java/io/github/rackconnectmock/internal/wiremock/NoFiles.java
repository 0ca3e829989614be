package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.Errors;
import com.github.tomakehurst.wiremock.common.InputStreamSource;
import com.github.tomakehurst.wiremock.common.NotPermittedException;
import com.github.tomakehurst.wiremock.store.BlobStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** A store without files. Nothing can be written to it. */
final class NoFiles implements BlobStore {
    @Override
    public Optional<InputStream> getStream(String key) {
        return Optional.empty();
    }

    @Override
    public InputStreamSource getStreamSource(String key) {
        throw refused();
    }

    @Override
    public Stream<String> getAllKeys() {
        return Stream.empty();
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.empty();
    }

    @Override
    public void put(String key, byte[] content) {
        throw refused();
    }

    @Override
    public void remove(String key) {}

    @Override
    public void clear() {}

    private static NotPermittedException refused() {
        return new NotPermittedException(Errors.single(10, "the mock has no files"));
    }
}
